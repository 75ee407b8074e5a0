// Loaded into every server of the tests: writes each answer to a file, with the request that it answers, as it left the
// process. leaks.ts looks through them once all tests have run.
import { subscribe } from 'node:diagnostics_channel'
import { createWriteStream, mkdirSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const folder = process.env.E2E_ANSWERS
if (folder && isMainThread) subscribe('http.server.request.start', ({ request, response }) => tap(request, response))

let file

function tap(request, response) {
  // Files of the build are looked through in the build.
  if (request.url.startsWith('/_next/static/')) return
  const { method, url, headers } = request
  const { cookie = '', authorization = '' } = headers
  const [asked, answered] = [[], []]
  const { push } = request
  request.push = function (chunk, encoding) {
    if (chunk) asked.push(Buffer.from(chunk, encoding))
    return push.call(this, chunk, encoding)
  }
  for (const name of ['write', 'end']) {
    const send = response[name]
    response[name] = function (chunk, encoding, ...rest) {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array)
        answered.push(Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8'))
      return send.call(this, chunk, encoding, ...rest)
    }
  }
  // One more listener than the server has by itself; Node would warn of a leak.
  response.setMaxListeners(response.getMaxListeners() + 1)
  response.once('close', () => {
    const [question, answer] = [Buffer.concat(asked), Buffer.concat(answered)]
    const head = { method, url, cookie, authorization, sent: response._header ?? '' }
    write([JSON.stringify({ ...head, asked: question.length, answered: answer.length }), '\n', question, answer])
  })
}

function write(parts) {
  if (!file) {
    mkdirSync(folder, { recursive: true })
    file = createWriteStream(`${folder}/${process.pid}-${Date.now()}`)
  }
  file.write(Buffer.concat(parts.map((part) => Buffer.from(part))))
}
