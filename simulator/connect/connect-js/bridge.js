/*
 * The only part of Connect.js that sends requests. It runs in a hidden frame on the simulator's origin and serves one
 * MessagePort from the page that embeds it (bridge-client.js). The session token never leaves this frame.
 */
;(() => {
  const PATH = /^\/connect\/[a-z_]+(\/[A-Za-z0-9_]+(\/default)?)?(\?[\w=&%.-]*)?$/
  const METHODS = ['GET', 'POST', 'DELETE']
  const TIMEOUT_MS = 25_000

  const host = decodeURIComponent(location.hash.slice(1))
  let token = null

  async function call({ method, path, body, key }) {
    if (!METHODS.includes(method) || !PATH.test(path)) throw new TypeError(`The bridge doesn’t serve ${method} ${path}`)
    const headers = { Accept: 'application/json' }
    if (token) headers.Authorization = `Bearer ${token}`
    if (body) headers['Content-Type'] = 'application/json'
    if (key) headers['Idempotency-Key'] = key
    const response = await fetch(path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const answer = await response.json().catch(() => null)
    if (response.ok && answer?.session_token) {
      token = answer.session_token
      delete answer.session_token
    }
    return { status: response.status, ok: response.ok && answer !== null, answer }
  }

  /** The simulator can be limited to one origin. */
  const configured = call({ method: 'GET', path: '/connect/config' }).catch(() => null)

  addEventListener('message', async function greet(event) {
    if (event.source !== parent || event.origin !== host || event.data !== 'connect-js') return
    const port = event.ports[0]
    if (!port) return
    removeEventListener('message', greet)
    const allowed = (await configured)?.answer?.app_origin
    if (allowed && allowed !== host) {
      port.postMessage({ refused: `The Stripe simulator serves ${allowed}, not ${host}.` })
      return
    }
    port.onmessage = async ({ data }) => {
      const reply = await call(data).catch((error) => ({
        status: 0,
        ok: false,
        message: String(error?.message ?? error),
      }))
      port.postMessage({ id: data.id, ...reply })
    }
    port.postMessage({ ready: true })
  })
})()
