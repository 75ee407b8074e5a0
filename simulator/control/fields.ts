import { isHeldIn, SOURCE_TYPES } from '../money/source-types.ts'
import type { SourceType } from '../world/state.ts'
import { ControlError } from './control-error.ts'

// One field of a JSON body or of a query: undefined if it is absent, an error if it has the wrong type.

type Body = Record<string, unknown>

export function readText(body: Body, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new ControlError(400, `${name} must be a string`)
  return value
}

export function readFlag(body: Body, name: string): boolean | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value !== 'boolean') throw new ControlError(400, `${name} must be true or false`)
  return value
}

/** An amount in minor units; it may be negative. */
export function readAmount(body: Body, name: string): number | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (!Number.isSafeInteger(value)) throw new ControlError(400, `${name} must be an integer in minor units`)
  return Number(value)
}

/** A share from 0 to 1. */
export function readShare(body: Body, name: string): number | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) {
    throw new ControlError(400, `${name} must be a number from 0 to 1`)
  }
  return value
}

export function readCount(body: Body, name: string, most = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (!isCount(value)) throw new ControlError(400, `${name} must be a whole number`)
  if (value > most) throw new ControlError(400, `${name} must be from 0 to ${most}`)
  return value
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

/** A source type that can exist in this currency. */
export function readSourceType(body: Body, currency: string): SourceType | undefined {
  const { source_type } = body
  if (source_type === undefined) return undefined
  const found = SOURCE_TYPES.find((known) => known === source_type)
  if (!found) throw new ControlError(400, `source_type must be ${SOURCE_TYPES.join(', ')}`)
  if (!isHeldIn(found, currency)) throw new ControlError(400, `No ${found} money is held in ${currency}`)
  return found
}

export function queryText(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) ?? undefined
}

export function queryCount(query: URLSearchParams, name: string): number | undefined {
  const value = queryText(query, name)
  if (value === undefined) return undefined
  if (!/^\d+$/.test(value)) throw new ControlError(400, `${name} must be a whole number`)
  return Number(value)
}
