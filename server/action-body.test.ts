import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readActionBody } from './action-body'

/** React's own client, which comes with Next and has no types. */
const { encodeReply } = createRequire(import.meta.url)('next/dist/compiled/react-server-dom-turbopack/client.node') as {
  encodeReply: (value: unknown) => Promise<string | FormData>
}

const read = (body: string | Buffer, type = 'text/plain;charset=UTF-8') =>
  readActionBody({ body: Buffer.from(body), type })

/** What a page sends: text, or a form where a form is among the arguments. */
async function send(call: unknown[]) {
  const encoded = await encodeReply(call)
  if (typeof encoded === 'string') return read(encoded)
  const request = new Response(encoded)
  return read(Buffer.from(await request.arrayBuffer()), request.headers.get('content-type') ?? '')
}
const parts = async (read: { body: Buffer; type: string } | null) =>
  read && [...(await new Response(new Uint8Array(read.body), { headers: { 'content-type': read.type } }).formData())]

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined, Number.NaN, -0, Number.POSITIVE_INFINITY, '$', '$1', '$K1', '$$'),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value

test('whatever React’s own client sends of plain values is passed on with the same meaning', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(values, { maxLength: 5 }), async (call) => {
      const sent = await encodeReply(call)
      if (typeof sent !== 'string') return
      const passed = await read(sent)
      expect(JSON.parse(passed?.body.toString() ?? 'null')).toEqual(JSON.parse(sent))
    }),
    { numRuns: 2000 },
  )
})

test('an object that is sent twice arrives as a reference to its first occurrence', async () => {
  const schedule = { interval: 'weekly', weekdays: ['monday'] }
  expect(
    await send(['acct_1', { patch: { schedule }, base: { schedule, weekdays: schedule.weekdays } }]),
  ).not.toBeNull()
})

test('a form among the arguments keeps its fields, and its arguments come last', async () => {
  const form = new FormData()
  form.set('email', 'a@b.example')
  form.append('name', 'ü "x" \r\n y')
  form.append('name', '')
  expect(await parts(await send([{ email: '', error: null }, form]))).toEqual([
    ['_1_email', 'a@b.example'],
    ['_1_name', 'ü "x" \r\n y'],
    ['_1_name', ''],
    ['0', '[{"email":"","error":null},"$K1"]'],
  ])
})

test.each([
  '',
  '{}',
  'null',
  '"x"',
  '[',
  '[1,]',
  '["$1"]',
  '["$0"]',
  '["$0:0"]',
  '[{"a":"$0:0"}]',
  '["$0:1",{}]',
  '[{},"$0:0:a"]',
  '[{},"$0:0:__proto__"]',
  '[[],"$0:0:length"]',
  '["$K1"]',
  '["$F1"]',
  '["$h1"]',
  '["$@1"]',
  '["$T"]',
  '["$Q1"]',
  '["$nabc"]',
  '["$D$"]',
  `["$n${'9'.repeat(41)}"]`,
  '["$"]',
  JSON.stringify(Array(17).fill(0)),
  `${'['.repeat(34)}${']'.repeat(34)}`,
  `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
  `[${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}]`,
])('the arguments %j are refused', async (body) => {
  expect(await read(body)).toBeNull()
})

test('bytes that are no text are refused', async () => {
  expect(await read(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]))).toBeNull()
})

test.each([
  ['no boundary', 'multipart/form-data', '--b\r\n\r\n--b--\r\n'],
  [
    'another boundary',
    'multipart/form-data; boundary=c',
    '--b\r\nContent-Disposition: form-data; name="0"\r\n\r\n[]\r\n--b--\r\n',
  ],
  ['no end', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="0"\r\n\r\n[]'],
  [
    'a file',
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="0"; filename="x"\r\n\r\n[]\r\n--b--\r\n',
  ],
  [
    'no arguments',
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="_1_a"\r\n\r\nx\r\n--b--\r\n',
  ],
])('a form with %s is refused', async (_, type, body) => {
  expect(await read(body, type)).toBeNull()
})
