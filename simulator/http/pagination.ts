import { either, hash, integer, list, text } from './parameters.ts'
import { malformed, notFound } from './stripe-error.ts'

/** The parameters of every list. */
export const PAGING = {
  ending_before: text(),
  expand: list(text()),
  limit: integer(),
  starting_after: text(),
} as const

export const RANGE = either(integer(), hash({ gt: integer(), gte: integer(), lt: integer(), lte: integer() }))

export type Range = number | { gt?: number; gte?: number; lt?: number; lte?: number }

export interface Paging {
  ending_before?: string
  limit?: number
  starting_after?: string
}

const MOST = 100
const USUAL = 10

export function isWithin(range: Range | undefined, value: number): boolean {
  if (range === undefined) return true
  if (typeof range === 'number') return value === range
  return (
    (range.gt === undefined || value > range.gt) &&
    (range.gte === undefined || value >= range.gte) &&
    (range.lt === undefined || value < range.lt) &&
    (range.lte === undefined || value <= range.lte)
  )
}

export function pageSize(paging: Paging): number {
  const limit = paging.limit ?? USUAL
  // [from memory] of the messages
  if (limit < 1) throw malformed('This value must be greater than or equal to 1.', { param: 'limit' })
  if (limit > MOST) throw malformed(`This value must be less than or equal to ${MOST}.`, { param: 'limit' })
  if (paging.starting_after !== undefined && paging.ending_before !== undefined) {
    throw malformed('You may only specify one of these parameters: starting_after, ending_before.', {
      code: 'parameters_exclusive',
    })
  }
  return limit
}

export interface ListObject {
  object: 'list'
  data: unknown[]
  has_more: boolean
  url: string
}

/** One page, newest first, of a list that is stored oldest first. */
export function page<T extends { id: string }>(
  all: readonly T[],
  isWanted: (item: T) => boolean,
  paging: Paging,
  kind: string,
  url: string,
  render: (item: T) => unknown,
): ListObject {
  const limit = pageSize(paging)
  const cursor = paging.starting_after ?? paging.ending_before
  const at = cursor === undefined ? all.length : all.findLastIndex((item) => item.id === cursor)
  if (at < 0)
    throw notFound(kind, cursor ?? '', paging.starting_after === undefined ? 'ending_before' : 'starting_after')
  const found: T[] = []
  const forward = paging.ending_before !== undefined
  for (let index = forward ? at + 1 : at - 1; index >= 0 && index < all.length; index += forward ? 1 : -1) {
    const item = all[index]
    if (item !== undefined && isWanted(item)) found.push(item)
    if (found.length > limit) break
  }
  return listObject(found, limit, forward, url, render)
}

/** `found` has one more than the limit if there are more. */
export function listObject<T>(
  found: T[],
  limit: number,
  forward: boolean,
  url: string,
  render: (item: T) => unknown,
): ListObject {
  const shown = found.slice(0, limit)
  if (forward) shown.reverse()
  return { object: 'list', data: shown.map(render), has_more: found.length > limit, url }
}
