// How the load bench asks the server: with as many connections as it likes, from any address, as one proxy passes it on.
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { median } from '../cpu-time.mjs'

const AT_ONCE = 250
const ADDRESS = '203.0.113.1'

/** @returns a function that sends a request to the server and reads the whole answer */
export function clientOf(appUrl) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  return (path, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const sent = request(
        `${appUrl}${path}`,
        { agent, method, headers: { 'x-forwarded-for': ADDRESS, ...headers } },
        (answer) => {
          const chunks = []
          answer.on('data', (chunk) => chunks.push(chunk))
          answer.once('error', reject)
          answer.once('end', () =>
            resolve({
              status: answer.statusCode,
              headers: answer.headers,
              text: () => Buffer.concat(chunks).toString(),
            }),
          )
        },
      )
      sent.once('error', reject)
      sent.end(body)
    })
}

/** Calls the action of the sign-in form as a browser does. */
export async function callSignIn(send, appUrl, { email, password }, headers = {}) {
  const { node } = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'))
  const [action] = Object.entries(node).find(([, { exportedName }]) => exportedName === 'signInAction')
  const form = new FormData()
  form.set('_1_email', email)
  form.set('_1_password', password)
  form.set('0', '["","$K1"]')
  const encoded = new Response(form)
  return send('/sign-in', {
    method: 'POST',
    headers: {
      origin: new URL(appUrl).origin,
      'next-action': action,
      accept: 'text/x-component',
      'content-type': encoded.headers.get('content-type'),
      ...headers,
    },
    body: Buffer.from(await encoded.arrayBuffer()),
  })
}

/** The cookies of somebody who has signed in. */
export async function signIn(send, appUrl, person) {
  const answer = await callSignIn(send, appUrl, person)
  const cookies = answer.headers['set-cookie'] ?? []
  if (cookies.length === 0) throw new Error(`${person.email} could not sign in: ${answer.status} ${answer.text()}`)
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ')
}

export async function timed(work) {
  const startedAt = performance.now()
  const answer = await work()
  return { answer, ms: performance.now() - startedAt }
}

/**
 * The median time of a page that must be answered, in milliseconds.
 *
 * @param isEnough whether so many samples are enough
 */
export async function timeOf(page, isEnough = (samples) => samples >= 30) {
  const times = []
  while (!isEnough(times.length)) {
    const { answer, ms } = await timed(page)
    if (answer.status !== 200) throw new Error(`A page was answered with ${answer.status}.`)
    times.push(ms)
  }
  return median(times)
}

/** A page's times while something else happens, beside that when nothing does. `work` resolves when it is over. */
export async function compare(page, work) {
  const idle = await timeOf(page)
  let isOver = false
  const working = work().finally(() => {
    isOver = true
  })
  const beside = await timeOf(page, () => isOver)
  return { idle, beside, result: await working }
}

/** What a ratio is compared with. */
export const idleOf = (ms) => `idle ${ms.toFixed(1)} ms`

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** The memory of a process in megabytes of 1,000,000 bytes, as the system counts it. */
export const memoryOf = (pid) =>
  (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024) / 1e6

/** The most memory that a process has while `work` runs. */
export async function mostMemory(pid, work) {
  let most = memoryOf(pid)
  const timer = setInterval(() => {
    most = Math.max(most, memoryOf(pid))
  }, 50)
  try {
    return { result: await work(), most }
  } finally {
    clearInterval(timer)
  }
}
