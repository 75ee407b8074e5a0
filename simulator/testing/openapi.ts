import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'

const FOLDER = resolve(import.meta.dirname, '../../../shared/facts/openapi')

export const hasOpenapi = existsSync(resolve(FOLDER, 'openapi-subset.json'))
export const OPENAPI_FOLDER = FOLDER

interface Schema {
  [keyword: string]: unknown
  type?: string | string[]
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  required?: string[]
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  nullable?: boolean
}

interface Operation {
  parameters: { in: string; name: string; schema: Schema }[]
  requestBody: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content: Record<string, { schema: Schema }> }>
}

interface OpenapiDocument {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

/** One of Stripe's two OpenAPI documents, read strictly. */
export class Openapi {
  readonly document: OpenapiDocument
  readonly #ajv: Ajv
  /** Form values are text, so "5" is also a number and "true" also a boolean. */
  readonly #forms = new Ajv({ strict: false, allErrors: true, coerceTypes: true })
  readonly #validators = new Map<Schema, ValidateFunction>()

  constructor(name: 'openapi-subset' | 'openapi-subset.preview') {
    this.document = JSON.parse(readFileSync(resolve(FOLDER, `${name}.json`), 'utf8'))
    const alwaysPresent: Record<string, string[]> = JSON.parse(
      readFileSync(resolve(FOLDER, name.replace('openapi-subset', 'always-present').concat('.json')), 'utf8'),
    )
    this.#ajv = new Ajv({ strict: false, allErrors: true })
    const schemas: Record<string, unknown> = {}
    for (const [key, schema] of Object.entries(this.document.components.schemas)) {
      const required = [...(schema.required ?? []), ...(alwaysPresent[key] ?? [])]
      schemas[key] = jsonSchema({ ...schema, ...(required.length > 0 ? { required } : {}) })
    }
    this.#ajv.addSchema({ $id: 'stripe', components: { schemas } })
  }

  operation(method: string, path: string): Operation | undefined {
    return this.document.paths[path]?.[method.toLowerCase()]
  }

  /** How an answer differs from the document; empty if it doesn't. */
  problems(method: string, path: string, status: number, body: unknown): string[] {
    const responses = this.operation(method, path)?.responses
    const schema = (status === 200 ? responses?.['200'] : responses?.default)?.content['application/json']?.schema
    if (!schema) return [`the document has no ${method} ${path}`]
    const validate = this.#validators.get(schema) ?? this.#ajv.compile(rebase(jsonSchema(schema)))
    this.#validators.set(schema, validate)
    return this.#check(validate, body)
  }

  problemsWith(schema: string, body: unknown): string[] {
    return this.#check(this.#ajv.compile({ $ref: `stripe#/components/schemas/${schema}` }), body)
  }

  /** The document's path for an address. A path without a placeholder comes first. */
  template(address: string): string | undefined {
    const segments = address.split('/')
    const matches = (path: string) => {
      const pattern = path.split('/')
      return (
        pattern.length === segments.length && pattern.every((one, at) => one.startsWith('{') || one === segments[at])
      )
    }
    return Object.keys(this.document.paths)
      .filter(matches)
      .sort((one, other) => one.split('{').length - other.split('{').length)[0]
  }

  /** What is wrong with the parameters of a request, query and form together, or nothing. */
  requestProblems(method: string, path: string, parameters: unknown): string[] {
    const operation = this.operation(method, path)
    if (!operation) return [`the document has no ${method} ${path}`]
    const form = operation.requestBody?.content['application/x-www-form-urlencoded']?.schema
    const query = operation.parameters?.filter((parameter) => parameter.in === 'query') ?? []
    const properties = {
      ...Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
      ...form?.properties,
    }
    const schema = jsonSchema({ type: 'object', properties, ...(form?.required && { required: form.required }) })
    return this.#check(this.#forms.compile(rebase(schema)), structuredClone(parameters))
  }

  /** The names of the parameters: nested ones as `a[b]`, list items and map values as `a[]`. */
  parameterNames(method: string, path: string): Set<string> {
    const operation = this.operation(method, path)
    const names = new Set<string>()
    for (const parameter of operation?.parameters ?? []) {
      if (parameter.in === 'query') collect(parameter.name, parameter.schema, names)
    }
    const form = operation?.requestBody?.content['application/x-www-form-urlencoded']?.schema
    for (const [name, schema] of Object.entries(form?.properties ?? {})) collect(name, schema, names)
    return names
  }

  #check(validate: ValidateFunction, body: unknown): string[] {
    if (validate(body)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    )
  }
}

function collect(name: string, schema: Schema, names: Set<string>): void {
  names.add(name)
  for (const variant of schema.anyOf ?? [schema]) {
    for (const [key, inner] of Object.entries(variant.properties ?? {})) collect(`${name}[${key}]`, inner, names)
    if (variant.items) collect(`${name}[]`, variant.items, names)
    if (typeof variant.additionalProperties === 'object') collect(`${name}[]`, variant.additionalProperties, names)
    for (const inner of variant.anyOf ?? []) if (variant !== schema) collect(name, inner, names)
  }
}

/** OpenAPI 3.0 to JSON Schema; and nothing may be there that the document does not name. */
function jsonSchema(schema: Schema): Schema {
  const { nullable, ...rest } = schema
  const converted: Schema = { ...rest }
  if (rest.properties) {
    converted.properties = Object.fromEntries(
      Object.entries(rest.properties).map(([key, inner]) => [key, jsonSchema(inner)]),
    )
    converted.additionalProperties ??= false
  }
  if (typeof rest.additionalProperties === 'object')
    converted.additionalProperties = jsonSchema(rest.additionalProperties)
  if (rest.items) converted.items = jsonSchema(rest.items)
  if (rest.anyOf) converted.anyOf = rest.anyOf.map(jsonSchema)
  delete converted.format
  return nullable ? { anyOf: [converted, { type: 'null' }] } : converted
}

function rebase(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"stripe#/components'))
}
