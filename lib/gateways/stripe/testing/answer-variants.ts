import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const DOCUMENTS = join(import.meta.dirname, '../../../../../shared/facts/openapi')
const FILES = { ga: 'openapi-subset.json', preview: 'openapi-subset.preview.json' } as const

export type ApiShape = keyof typeof FILES

/** Stripe's documents lie beside the project and may not be copied into it; a clone elsewhere does without. */
export const hasDocuments = existsSync(join(DOCUMENTS, FILES.ga))

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Schema = {
  type?: string
  enum?: string[]
  format?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  additionalProperties?: Schema | boolean
  $ref?: string
}

/** One change to an answer, named so that a failing test says which: "payments.payouts.status: null". */
export type Variant = { name: string; answer: Json }

type Path = (string | number)[]
type Change = { path: Path; name: string; value: Json | undefined }

/**
 * An answer with every field that Stripe's document lists for the resource, so that each can be changed; fields of
 * `sample` keep their value. Without the documents it is the sample alone.
 */
export function completeAnswer(shape: ApiShape, resource: string, sample: object): Json {
  if (!hasDocuments) return structuredClone(sample) as Json
  const schemas = schemasOf(shape)
  return complete({ $ref: `#/components/schemas/${resource}` }, sample as Json, { schemas, within: [] })
}

/**
 * Every single change that an answer may show one day: a field dropped, null, emptied, of a value or a type that nobody
 * has heard of, a number out of the ordinary, an item too many, a field too many.
 */
export function* variantsOf(answer: Json): Generator<Variant> {
  for (const change of changesOf(answer, [])) yield { name: change.name, answer: applyChanges(answer, [change]) }
}

/** Several of the changes at once, chosen by `pick` (0 ≤ number < 1 each). */
export function combinedVariant(answer: Json, picks: readonly number[]): Variant {
  const changes = changesOf(answer, [])
  const chosen = picks.flatMap((pick) => changes[Math.floor(pick * changes.length)] ?? [])
  return { name: chosen.map(({ name }) => name).join(' + '), answer: applyChanges(answer, chosen) }
}

function schemasOf(shape: ApiShape): Record<string, Schema> {
  return JSON.parse(readFileSync(join(DOCUMENTS, FILES[shape]), 'utf8')).components.schemas
}

type Context = { schemas: Record<string, Schema>; within: string[] }

function complete(schema: Schema, sample: Json | undefined, context: Context): Json {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    if (context.within.includes(name)) return sample ?? null
    return complete(context.schemas[name] ?? {}, sample, { ...context, within: [...context.within, name] })
  }
  if (schema.anyOf) return complete(matching(schema.anyOf, sample), sample, context)
  if (schema.properties) {
    const given = isRecord(sample) ? sample : {}
    const known = Object.entries(schema.properties).map(([key, property]) => [
      key,
      complete(property, given[key], context),
    ])
    return { ...given, ...Object.fromEntries(known) }
  }
  if (sample !== undefined) return sample
  if (typeof schema.additionalProperties === 'object')
    return { usd: complete(schema.additionalProperties, undefined, context) }
  if (schema.items) return [complete(schema.items, undefined, context)]
  return plainValue(schema)
}

const matching = (options: Schema[], sample: Json | undefined): Schema =>
  (isRecord(sample) ? options.find(({ $ref }) => $ref) : options.find(({ type }) => type === 'string')) ??
  options[0] ??
  {}

function plainValue({ type, enum: values, format }: Schema): Json {
  if (values?.[0] !== undefined) return values[0]
  if (type === 'integer' || type === 'number') return format === 'unix-time' ? 1_790_000_000 : 2
  if (type === 'boolean') return true
  return type === 'object' ? {} : 'text'
}

const isRecord = (value: unknown): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const NEVER_HEARD_OF = 'not_heard_of_yet'

function changesOf(value: Json, path: Path): Change[] {
  const label = path.join('.') || 'the answer'
  const change = (what: string, to: Json | undefined): Change => ({ path, name: `${label}: ${what}`, value: to })
  const everywhere = path.length === 0 ? [] : [change('left out', undefined), change('null', null)]
  if (Array.isArray(value)) {
    return [
      ...everywhere,
      change('empty', []),
      change('an object', {}),
      change('an item of null', [...value, null]),
      change('its items twice', [...value, ...value]),
      ...value.flatMap((item, index) => changesOf(item, [...path, index])),
    ]
  }
  if (isRecord(value)) {
    return [
      ...everywhere,
      change('empty', {}),
      change('a text', NEVER_HEARD_OF),
      change('a list', []),
      change('a field more', { ...value, [NEVER_HEARD_OF]: { [NEVER_HEARD_OF]: 1 } }),
      ...Object.keys(value).flatMap((key) => changesOf(value[key] ?? null, [...path, key])),
    ]
  }
  switch (typeof value) {
    case 'string':
      return [
        ...everywhere,
        ...['', ' ', NEVER_HEARD_OF, '\u202eabc\u200b', 12, {}].map((to) => change(show(to), to as Json)),
      ]
    case 'number':
      return [...everywhere, ...[0, -1, 1.5, 2 ** 53, '12', {}].map((to) => change(show(to), to as Json))]
    case 'boolean':
      return [...everywhere, ...[!value, 'yes', 0].map((to) => change(show(to), to))]
    default:
      return everywhere
  }
}

const show = (value: unknown) => JSON.stringify(value)

function applyChanges(answer: Json, changes: readonly Change[]): Json {
  const root = { answer: structuredClone(answer) } as { [key: string]: Json }
  for (const { path, value } of changes) setAt(root, ['answer', ...path], structuredClone(value))
  return root.answer ?? null
}

/** Does nothing where an earlier change has taken the place away. */
function setAt(root: Json, path: Path, value: Json | undefined): void {
  let at: Json | undefined = root
  for (const step of path.slice(0, -1)) {
    if (Array.isArray(at) && typeof step === 'number') at = at[step]
    else if (isRecord(at) && Object.hasOwn(at, step)) at = at[step]
    else return
  }
  const last = path.at(-1)
  if (last === undefined) return
  if (Array.isArray(at) && typeof last === 'number') {
    if (value === undefined) at.splice(last, 1)
    else at[last] = value
  } else if (isRecord(at)) {
    if (value === undefined) delete at[last]
    else at[last] = value
  }
}
