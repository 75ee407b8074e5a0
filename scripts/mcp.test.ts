// The server for assistants over stdio, as a client drives it, before an API that reads requests by its own contract.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ENDPOINTS, type Endpoint } from '@/app/api/v1/contract'

type Asked = { id: string; query: object; body: unknown }
type Reply = {
  result?: { isError?: boolean; content?: { text: string }[]; tools?: Tool[] }
  error?: { message: string }
}
type Tool = { name: string; inputSchema: { properties?: object }; annotations?: { readOnlyHint?: boolean } }

const KEY = 'spillway_secret'
const POLICY = '6b1f2f0e-6f0a-4e5c-9a50-0a3cf2a7d001'
const HOURS = { zone: 'Europe/Berlin', startsAt: '2027-01-02T22:00', quiet: { from: '22:00', until: '06:00' } }
const PLAN = '6b1f2f0e-6f0a-4e5c-9a50-0a3cf2a7d002'
let asked: Asked[]
let refusal: { status: number; code: string; message: string } | null
/** How often the plan is still being worked out. */
let planning: number

const api = createServer(async (request, response) => {
  const url = new URL(request.url ?? '', 'http://x')
  let sent = ''
  for await (const part of request) sent += part
  const found = (Object.entries(ENDPOINTS) as [string, Endpoint][]).find(
    ([, { method, path }]) =>
      method === request.method && new RegExp(`^/api/v1${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(url.pathname),
  )
  const isKnown = request.headers.authorization === `Bearer ${KEY}` && found
  const query = found?.[1].query.safeParse(Object.fromEntries(url.searchParams))
  const body = found?.[1].body?.safeParse(JSON.parse(sent || 'null'))
  const isRead = isKnown && query?.success && (body?.success ?? true)
  if (isRead) asked.push({ id: found[0], query: Object.fromEntries(url.searchParams), body: body?.data ?? null })
  const failure = refusal ?? (isRead ? null : { status: 400, code: 'invalid_request', message: 'It can’t be read.' })
  response.writeHead(failure?.status ?? 200, { 'content-type': 'application/json' })
  const isPlanning = found?.[0] === 'readRollout' && planning-- > 0
  const answers: Record<string, object> = {
    createPlan: { id: PLAN, status: 'planning' },
    readRollout: { status: isPlanning ? 'planning' : 'draft', total: 3, counts: { pending: 3 } },
    proposeRollout: { id: PLAN, status: 'awaiting_approval' },
  }
  response.end(JSON.stringify(failure ? { error: failure } : (answers[found?.[0] ?? ''] ?? { data: [], next: null })))
})

let mcp: ChildProcessWithoutNullStreams
const replies = new Map<number, (reply: Reply) => void>()
let last = 0
const send = (message: object) => mcp.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
const request = (method: string, params: object) =>
  new Promise<Reply>((resolve) => {
    const id = ++last
    replies.set(id, resolve)
    send({ id, method, params })
  })
const call = async (name: string, args: object) => (await request('tools/call', { name, arguments: args })).result
const start = (env: Record<string, string>) =>
  spawn(process.execPath, ['--import', 'tsx', 'scripts/mcp.ts'], { env: { ...process.env, ...env } })

beforeAll(async () => {
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
  mcp = start({ SPILLWAY_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`, SPILLWAY_API_KEY: KEY })
  createInterface({ input: mcp.stdout }).on('line', (line) => {
    const reply = JSON.parse(line)
    replies.get(reply.id)?.(reply)
  })
  const clientInfo = { name: 'test', version: '1' }
  await request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo })
  send({ method: 'notifications/initialized' })
}, 60_000)
afterAll(() => {
  mcp.kill()
  api.close()
})
beforeEach(() => {
  asked = []
  planning = 0
  refusal = null
})

test('the tools read, or propose what another person approves; none saves anything', async () => {
  const tools = (await request('tools/list', {})).result?.tools ?? []
  const namesOf = (isRead: boolean) =>
    tools.filter(({ annotations }) => annotations?.readOnlyHint === isRead).map(({ name }) => name)
  expect(namesOf(false)).toEqual(['propose_change', 'propose_rollout'])
  expect(namesOf(true)).toHaveLength(tools.length - 2)
  const takes = (name: string) => Object.keys(tools.find((tool) => tool.name === name)?.inputSchema.properties ?? {})
  for (const name of namesOf(true)) {
    const given = { accountId: 'acct_1', rolloutId: PLAN }
    await call(name, Object.fromEntries(Object.entries(given).filter(([field]) => takes(name).includes(field))))
  }
  expect(asked).toHaveLength(namesOf(true).length)
  expect(asked.map(({ id }) => (ENDPOINTS as Record<string, Endpoint>)[id]?.method)).not.toContain('POST')
})

test('a search passes its filters on, and a proposal its changes', async () => {
  await call('search_accounts', { country: 'DE', limit: 5 })
  await call('propose_change', { accountId: 'acct_1', changes: { delayDaysOverride: 7 }, reason: 'agreed' })
  expect(asked).toEqual([
    { id: 'listAccounts', query: { country: 'DE', limit: '5' }, body: null },
    { id: 'proposeChange', query: {}, body: { changes: { delayDaysOverride: 7 }, reason: 'agreed' } },
  ])
})

test('a rollout is proposed once its plan is complete', async () => {
  planning = 1
  const result = await call('propose_rollout', { policyId: POLICY, reason: 'agreed', hours: HOURS })
  expect(JSON.parse(result?.content?.[0]?.text ?? '')).toMatchObject({ status: 'awaiting_approval', total: 3 })
  expect(asked.map(({ id }) => id)).toEqual(['createPlan', 'readRollout', 'readRollout', 'proposeRollout'])
  expect(asked.at(-1)?.body).toMatchObject({ planId: PLAN, hours: HOURS, stages: { canary: 10 } })
})

test.each([
  ['read_account', { accountId: '../rollouts' }],
  ['read_account', { accountId: '..' }],
  ['read_account', {}],
  ['propose_change', { accountId: 'acct_1', changes: { delayDaysOverride: 7 } }],
  ['propose_change', { accountId: 'acct_1', changes: { password: 'x' }, reason: 'x' }],
  ['propose_rollout', { policyId: 'x', reason: 'x' }],
  ['propose_rollout', { policyId: POLICY, reason: 'x', hours: { zone: 'Europe/Berlin', startsAt: 'tomorrow' } }],
  ['search_accounts', { country: 'DE', approve: true }],
])('%s with %j asks the API nothing', async (name, args) => {
  const reply = await request('tools/call', { name, arguments: args })
  expect(reply.error !== undefined || reply.result?.isError).toBe(true)
  expect(asked).toEqual([])
})

test('the API’s sentence about a refusal is passed on, and the key is never in an answer', async () => {
  refusal = { status: 401, code: 'unauthorized', message: 'The key was revoked.' }
  const result = await call('list_policies', {})
  expect(result).toMatchObject({ isError: true, content: [{ text: 'The key was revoked. (unauthorized)' }] })
  expect(JSON.stringify(result)).not.toContain(KEY)
})

test('without an address or a key it ends with a sentence', async () => {
  const child = start({ SPILLWAY_URL: '', SPILLWAY_API_KEY: '' })
  let said = ''
  child.stderr.on('data', (part) => (said += part))
  const status = await new Promise((resolve) => child.on('close', resolve))
  expect([status, said]).toEqual([1, expect.stringContaining('SPILLWAY_API_KEY')])
}, 60_000)
