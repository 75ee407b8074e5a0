import type { z } from 'zod'
import { findKeyHolder, type KeyHolder } from '@/lib/auth/api-access'
import { requestOrigin } from '@/lib/auth/request'
import type { Result } from '@/lib/domain/result'
import { log } from '@/lib/log'
import { type Endpoint, ERROR_CODES, type ErrorCode } from './contract'

/** Why there is no answer; `fields` says what is wrong with each field that was sent. */
export type ApiProblem = { code: ErrorCode; message?: string; fields?: Record<string, string>; seconds?: number }

const MESSAGES: Record<ErrorCode, string> = {
  unauthorized: 'Send a valid API key in the header Authorization: Bearer spillway_…. Nothing was done.',
  forbidden: 'The key isn’t for this, or its person may not do it. Nothing was done.',
  not_found: 'There is nothing at this address, or the key’s person doesn’t reach it.',
  method_not_allowed: 'This method is not allowed here.',
  invalid_request: 'The request can’t be read. Nothing was done.',
  unsupported_media_type: 'Send JSON, with the header Content-Type: application/json. Nothing was done.',
  too_large: 'This request is too large. Nothing was done.',
  conflict: 'Something else was changed meanwhile. Nothing was done.',
  not_possible: 'This can’t be changed. Nothing was done.',
  too_many_requests: 'There were too many requests. Nothing was done; try again later.',
  unavailable: 'This can’t be answered at the moment. Try again later.',
  internal: 'Spillway could not answer this request.',
}

export function apiError({ code, message = MESSAGES[code], fields, seconds }: ApiProblem): Response {
  const headers = {
    ...(code === 'unauthorized' && { 'www-authenticate': 'Bearer' }),
    ...(seconds !== undefined && { 'retry-after': String(seconds) }),
  }
  return Response.json({ error: { code, message, ...(fields && { fields }) } }, { status: ERROR_CODES[code], headers })
}

type Output<T> = T extends z.ZodType ? z.output<T> : null
type Asked<E extends Endpoint> = {
  holder: KeyHolder
  query: z.output<E['query']>
  body: Output<E['body']>
  params: Record<string, string | undefined>
}
type Answer<E extends Endpoint> = E['answer'] extends z.ZodType ? z.input<E['answer']> : Response
type Context = { params: Promise<object> }

/** Makes the route of an endpoint: who asks, what they send, and errors of one shape. Cookies count for nothing here. */
export const apiRoute =
  <E extends Endpoint>(endpoint: E, work: (asked: Asked<E>) => Promise<Result<Answer<E>, ApiProblem>>) =>
  async (request: Request, { params }: Context): Promise<Response> => {
    try {
      const holder = await findKeyHolder(request.headers.get('authorization'), new Date())
      if (!holder.ok) return apiError(holder.failure)
      const query = readQuery(endpoint, new URL(request.url).searchParams)
      if ('code' in query) return apiError(query)
      const body = await readBody(endpoint, request)
      if ('code' in body) return apiError(body)
      const asked = { holder: holder.value, query: query.read, body: body.read, params: await params } as Asked<E>
      const answer = await work(asked)
      if (!answer.ok) return apiError(answer.failure)
      return answer.value instanceof Response ? answer.value : Response.json(answer.value, { status: endpoint.status })
    } catch (error) {
      log().error({ err: error, requestId: (await requestOrigin()).requestId }, 'an API request failed')
      return apiError({ code: 'internal' })
    }
  }

function readQuery({ query }: Endpoint, sent: URLSearchParams): ApiProblem | { read: unknown } {
  const names = [...new Set(sent.keys())]
  const again = names.find((name) => sent.getAll(name).length > 1)
  if (again !== undefined) return invalid({ [again.slice(0, 80)]: 'This is there twice.' })
  return readBy(query, Object.fromEntries(sent))
}

async function readBody({ body }: Endpoint, request: Request): Promise<ApiProblem | { read: unknown }> {
  if (!body) return { read: null }
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return { code: 'unsupported_media_type' }
  let sent: unknown
  try {
    sent = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await request.arrayBuffer()))
  } catch {
    return invalid({ body: 'This isn’t JSON.' })
  }
  return readBy(body, sent)
}

function readBy(schema: z.ZodType, sent: unknown): ApiProblem | { read: unknown } {
  const parsed = schema.safeParse(sent)
  if (parsed.success) return { read: parsed.data }
  const problems = parsed.error.issues
    .slice(0, 20)
    .flatMap((issue): [string, string][] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.slice(0, 20).map((key) => [[...issue.path, key].join('.').slice(0, 200), 'This isn’t known here.'])
        : [[issue.path.join('.').slice(0, 200) || 'body', issue.message]],
    )
  return invalid(Object.fromEntries(problems))
}

const invalid = (fields: Record<string, string>): ApiProblem => ({ code: 'invalid_request', fields })
