import { z } from 'zod'
import { SCOPE_WORDS } from '@/lib/domain/access/api-scopes'
import { ENDPOINTS, type Endpoint, ERROR_CODES, errorAnswer } from './contract'

/** Lists and maps of unknown values are allowed in answers. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}

/** The OpenAPI document (3.1), made of the schemas by which requests are read. */
export function openApiDocument(appUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [operationId, endpoint] of Object.entries(ENDPOINTS) as [string, Endpoint][])
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operation(operationId, endpoint),
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Spillway',
      version: '1',
      description:
        'Errors have one shape: a code for programs and a message for people. Lists are read page by page with `after`.',
    },
    servers: [{ url: new URL('/api/v1', appUrl).href }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key of a person, made on their page Sign-in and security.',
        },
      },
      schemas: { Error: schemaOf(errorAnswer, 'output') },
    },
  }
}

function operation(operationId: string, { path, summary, scope, query, body, answer, media = [], status }: Endpoint) {
  const ofPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const ofQuery = Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: schemaOf(schema as z.ZodType, 'input'),
  }))
  const content = answer
    ? { 'application/json': { schema: schemaOf(answer, 'output') } }
    : Object.fromEntries(media.map((type) => [type, { schema: { type: 'string' } }]))
  const error = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } }
  return {
    operationId,
    summary,
    ...(scope && { description: `A key for “${SCOPE_WORDS[scope]}” (${scope}).` }),
    parameters: [...ofPath, ...ofQuery],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: {
      [status]: { description: summary, content },
      default: { description: `An error: ${Object.values(ERROR_CODES).sort().join(', ')}`, ...error },
    },
  }
}
