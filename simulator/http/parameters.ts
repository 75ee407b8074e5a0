import type { FormHash, FormNode } from './form-body.ts'
import { malformed } from './stripe-error.ts'

/** The shape of a parameter. Every route declares its own, and a test compares them with Stripe's OpenAPI document. */
export type Shape =
  | BooleanShape
  | ChoiceShape
  | ClearableShape
  | EitherShape
  | HashShape
  | IntegerShape
  | ListShape
  | MapShape
  | TextShape

interface TextShape {
  kind: 'text'
  longest: number
}
interface IntegerShape {
  kind: 'integer'
  /** A word that clears it. */
  word?: string
}
interface BooleanShape {
  kind: 'boolean'
}
interface ChoiceShape {
  kind: 'choice'
  choices: readonly string[]
}
interface ListShape {
  kind: 'list'
  item: Shape
}
interface MapShape {
  kind: 'map'
  item: Shape
}
interface ClearableShape {
  kind: 'clearable'
  shape: Shape
}
interface EitherShape {
  kind: 'either'
  word: Shape
  hash: Shape
}
export interface HashShape {
  kind: 'hash'
  fields: Readonly<Record<string, Shape>>
  required: readonly string[]
}

export type Value<S> = S extends { loose: true }
  ? Record<string, unknown>
  : S extends { kind: 'text' }
    ? string
    : S extends { kind: 'integer'; word: string }
      ? number | null
      : S extends { kind: 'integer' }
        ? number
        : S extends { kind: 'boolean' }
          ? boolean
          : S extends { kind: 'choice'; choices: readonly (infer C)[] }
            ? C
            : S extends { kind: 'list'; item: infer I }
              ? Value<I>[]
              : S extends { kind: 'map'; item: infer I }
                ? Record<string, Value<I>>
                : S extends { kind: 'clearable'; shape: infer I }
                  ? Value<I> | null
                  : S extends { kind: 'either'; word: infer W; hash: infer H }
                    ? Value<W> | Value<H>
                    : S extends { kind: 'hash'; fields: infer F; required: readonly (infer R)[] }
                      ? { [K in keyof F & R]: Value<F[K]> } & { [K in Exclude<keyof F, R>]?: Value<F[K]> }
                      : never

export const text = (longest = 5000) => ({ kind: 'text', longest }) as const
export const integer = () => ({ kind: 'integer' }) as const
export const integerOr = <const W extends string>(word: W) => ({ kind: 'integer', word }) as const
export const boolean = () => ({ kind: 'boolean' }) as const
export const choice = <const C extends readonly string[]>(...choices: C) => ({ kind: 'choice', choices }) as const
export const list = <S extends Shape>(item: S) => ({ kind: 'list', item }) as const
export const map = <S extends Shape>(item: S) => ({ kind: 'map', item }) as const
/** '' clears it. */
export const clearable = <S extends Shape>(shape: S) => ({ kind: 'clearable', shape }) as const
export const either = <W extends Shape, H extends Shape>(word: W, hash: H) => ({ kind: 'either', word, hash }) as const

export function hash<F extends Readonly<Record<string, Shape>>, const R extends readonly (keyof F & string)[] = []>(
  fields: F,
  required?: R,
): { readonly kind: 'hash'; readonly fields: F; readonly required: R } {
  return { kind: 'hash', fields, required: required ?? ([] as unknown as R) }
}

/** A hash whose fields are only known at run time, so its value has no precise type. */
export const looseHash = (fields: Readonly<Record<string, Shape>>) =>
  ({ kind: 'hash', fields, required: [], loose: true }) as const

export function readParameters<S extends HashShape>(shape: S, parameters: FormHash): Value<S> {
  return readHash(shape, parameters, '') as Value<S>
}

function read(shape: Shape, node: FormNode, name: string): unknown {
  if (shape.kind === 'clearable') return node === '' ? null : read(shape.shape, node, name)
  if (shape.kind === 'either') return read(typeof node === 'string' ? shape.word : shape.hash, node, name)
  if (shape.kind === 'hash' || shape.kind === 'map' || shape.kind === 'list') {
    if (typeof node === 'string') {
      if (node === '') throw empty(name)
      // [from memory] of the form of the message
      throw malformed(shape.kind === 'list' ? 'Invalid array' : 'Invalid object', { param: name })
    }
    if (shape.kind === 'hash') return readHash(shape, node, name)
    return shape.kind === 'map' ? readMap(shape, node, name) : readList(shape, node, name)
  }
  if (typeof node !== 'string') throw malformed('Invalid string', { param: name })
  if (node === '') throw empty(name)
  return readWord(shape, node, name)
}

function readWord(shape: BooleanShape | ChoiceShape | IntegerShape | TextShape, word: string, name: string): unknown {
  switch (shape.kind) {
    case 'text':
      // [from memory] of the form of the message
      if (word.length > shape.longest) {
        throw malformed(`Invalid string: ${cut(word)}; must be at most ${shape.longest} characters`, { param: name })
      }
      return word
    case 'integer': {
      if (word === shape.word) return null
      const value = Number(word)
      if (!/^[+-]?\d+$/.test(word) || !Number.isSafeInteger(value)) {
        throw malformed(`Invalid integer: ${cut(word)}`, { code: 'parameter_invalid_integer', param: name })
      }
      return value
    }
    case 'boolean':
      if (word !== 'true' && word !== 'false') throw malformed(`Invalid boolean: ${cut(word)}`, { param: name })
      return word === 'true'
    case 'choice':
      if (!shape.choices.includes(word)) {
        throw malformed(`Invalid ${name}: must be ${oneOf(shape.choices)}`, { param: name })
      }
      return word
  }
}

function readHash(shape: HashShape, node: FormHash, name: string): Record<string, unknown> {
  const unknown = [...node.keys()].filter((key) => !Object.hasOwn(shape.fields, key)).map((key) => nested(name, key))
  const [first] = unknown
  if (first !== undefined) {
    throw malformed(`Received unknown parameter${unknown.length > 1 ? 's' : ''}: ${unknown.join(', ')}`, {
      code: 'parameter_unknown',
      param: first,
    })
  }
  for (const key of shape.required) {
    if (!node.has(key)) throw missing(nested(name, key))
  }
  const values: Record<string, unknown> = {}
  for (const [key, child] of node) {
    const field = shape.fields[key]
    if (field) values[key] = read(field, child, nested(name, key))
  }
  return values
}

function readMap(shape: MapShape, node: FormHash, name: string): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null)
  for (const [key, child] of node) values[key] = read(shape.item, child, nested(name, key))
  return values
}

function readList(shape: ListShape, node: FormHash, name: string): unknown[] {
  const keys = [...node.keys()]
  if (!keys.every((key) => /^\d+$/.test(key))) throw malformed('Invalid array', { param: name })
  return keys
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => read(shape.item, node.get(key) ?? '', nested(name, key)))
}

function nested(name: string, key: string): string {
  return name === '' ? key : `${name}[${key}]`
}

function cut(word: string): string {
  return word.length > 80 ? `${word.slice(0, 80)}…` : word
}

function oneOf(choices: readonly string[]): string {
  if (choices.length < 3) return choices.length === 2 ? `either ${choices.join(' or ')}` : `${choices[0]}`
  return `one of ${choices.slice(0, -1).join(', ')}, or ${choices.at(-1)}`
}

// [from memory] messages; codes in [sdk types]
export function missing(name: string) {
  return malformed(`Missing required param: ${name}.`, { code: 'parameter_missing', param: name })
}

function empty(name: string) {
  return malformed(
    `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however ` +
      `'${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
    { code: 'parameter_invalid_empty', param: name },
  )
}
