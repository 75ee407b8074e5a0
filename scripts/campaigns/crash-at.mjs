// Loaded before the server in the kill campaign: the process kills itself at the step that CRASH_AT names, as soon as the
// file CRASH_ARMED is there. It watches the drivers, Stripe's connection and the files, and nothing of the product.
import { subscribe } from 'node:diagnostics_channel'
import fs, { existsSync } from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'

const die = () => process.kill(process.pid, 'SIGKILL')

const sql = (when, text) => (step) => step.kind === `sql ${when}` && text.test(step.text)
const http = (kind, method) => (step) =>
  step.kind === `http ${kind}` && step.method === method && step.path === '/v1/balance_settings'
const file = (when) => (step) => step.kind === `file ${when}` && step.path.endsWith('.checkpoint')

const WRITES_INTENT = sql('after', /^INSERT INTO [^(]*OpenIntent/)
const WRITES_OUTCOME = sql('after', /^INSERT INTO [^(]*AuditOutcome/)
const CLAIMS_INTENT = sql('after', /^UPDATE [^(]*OpenIntent/)
const MOVES_ITEM = sql('after', /^UPDATE [^(]*RolloutItem/)
const COMMITS = sql('after', /^COMMIT/)
const ANY = sql('before', /./)

const HALF = 'half of the write sent'
const HALF_BACK = 'half of the answer received'

/** Steps that follow each other; after the last one the process is dead. Their names are those of the campaign's points. */
const STEPS = {
  'before the session is read': [sql('before', /AuthSession/)],
  'intent written, not committed': [WRITES_INTENT],
  'intent committed': [WRITES_INTENT, COMMITS],
  'settings asked for': [http('sent', 'GET')],
  'settings received': [http('end', 'GET')],
  'write connected, no byte sent': [http('socket', 'POST')],
  // Dies by itself, once half of it is sent.
  [HALF]: [http('socket', 'POST'), () => false],
  'write sent': [http('sent', 'POST')],
  [HALF_BACK]: [http('data', 'POST')],
  'answer read': [http('end', 'POST'), ANY],
  'outcome written, not committed': [WRITES_OUTCOME],
  'outcome committed': [WRITES_OUTCOME, COMMITS],
  'before the page is rendered again': [WRITES_OUTCOME, COMMITS, ANY],
  'an open intent claimed': [CLAIMS_INTENT],
  'its key voided': [CLAIMS_INTENT, http('sent', 'POST')],
  'Stripe has said that it had begun': [CLAIMS_INTENT, http('end', 'POST')],
  'the write repeated': [CLAIMS_INTENT, http('end', 'POST'), http('end', 'POST')],
  'its outcome written, not committed': [CLAIMS_INTENT, WRITES_OUTCOME],
  'its outcome committed': [CLAIMS_INTENT, WRITES_OUTCOME, COMMITS],
  'event kept, not acknowledged': [sql('after', /^INSERT INTO [^(]*StripeEvent/)],
  'between two accounts of a rollout': [MOVES_ITEM, MOVES_ITEM, MOVES_ITEM],
  'checkpoint signed, without its name': [file('before')],
  'checkpoint named': [file('after')],
}

const isArmed = () => existsSync(process.env.CRASH_ARMED)

const steps = STEPS[process.env.CRASH_AT]
if (!steps) throw new Error(`CRASH_AT names no step: ${process.env.CRASH_AT}`)
let next = 0

function passed(step) {
  if (!steps[next](step) || (next === 0 && !isArmed())) return false
  next++
  if (next === steps.length) die()
  return true
}

const require = createRequire(import.meta.url)

const Sqlite = require('better-sqlite3')
const { prepare } = Sqlite.prototype
Sqlite.prototype.prepare = function (text) {
  const statement = prepare.call(this, text)
  for (const method of ['run', 'all', 'get']) {
    const execute = statement[method]
    statement[method] = function (...values) {
      passed({ kind: 'sql before', text })
      const rows = execute.apply(this, values)
      passed({ kind: 'sql after', text })
      return rows
    }
  }
  return statement
}

const { Client } = require('pg')
const { query } = Client.prototype
Client.prototype.query = function (...call) {
  const text = typeof call[0] === 'string' ? call[0] : (call[0]?.text ?? '')
  passed({ kind: 'sql before', text })
  const answer = query.apply(this, call)
  return answer?.then
    ? answer.then((rows) => {
        passed({ kind: 'sql after', text })
        return rows
      })
    : answer
}

/** Sends half of what is written next, and dies. */
function halve(socket) {
  const { write } = socket
  socket.write = (bytes, encoding) => {
    const whole = Buffer.from(bytes, typeof encoding === 'string' ? encoding : 'utf8')
    return write.call(socket, whole.subarray(0, whole.length / 2), die)
  }
}

subscribe('http.client.request.created', ({ request }) => {
  const pass = (kind) => passed({ kind: `http ${kind}`, method: request.method, path: request.path })
  request.once('socket', (socket) => {
    const opened = () => pass('socket') && process.env.CRASH_AT === HALF && halve(socket)
    if (socket.connecting) socket.prependOnceListener('connect', opened)
    else opened()
  })
  request.once('finish', () => pass('sent'))
  request.once('response', (answer) => {
    // A listener for data starts the stream, so there is one only where the process dies of it.
    if (process.env.CRASH_AT === HALF_BACK && request.method === 'POST' && isArmed())
      answer.once('data', () => pass('data'))
    answer.once('end', () => pass('end'))
  })
})

const { linkSync } = fs
fs.linkSync = (from, to) => {
  passed({ kind: 'file before', path: String(to) })
  linkSync(from, to)
  passed({ kind: 'file after', path: String(to) })
}
syncBuiltinESMExports()
