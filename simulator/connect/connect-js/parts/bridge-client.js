import { html } from '../../../browser/html.js'
import { ConnectError, ORIGIN } from './host.js'

/** Sends requests to the simulator through a hidden frame on its origin. */
export class Bridge {
  #frame = null
  #port = null
  #waiting = new Map()
  #serial = 0

  async send(message) {
    if (this.#frame && !this.#frame.isConnected) this.close() // the host has removed the frame
    this.#port ??= this.#open()
    const port = await this.#port
    const id = ++this.#serial
    const reply = await new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      port.postMessage({ ...message, id })
    })
    if (reply.ok) return reply.answer
    throw this.#toError(reply)
  }

  close() {
    this.#frame?.remove()
    this.#frame = null
    this.#port = null
    for (const resolve of this.#waiting.values()) resolve({ status: 0, message: 'The bridge frame was removed' })
    this.#waiting.clear()
  }

  #toError({ status, answer, message }) {
    const { code, param, message: reason } = answer?.error ?? {}
    if (status === 0) return new ConnectError('api_connection_error', `Couldn’t reach Stripe. (${message})`)
    const kind = status === 429 ? 'rate_limit_error' : status < 500 ? 'invalid_request_error' : 'api_error'
    return new ConnectError(status < 400 ? 'api_error' : kind, reason ?? `Stripe answered with status ${status}.`, {
      status,
      code,
      param,
    })
  }

  #open() {
    const frame = html`<iframe title="Stripe Connect (simulated): connection" aria-hidden="true" tabindex="-1"></iframe>`
    frame.src = `${ORIGIN}/bridge.html#${encodeURIComponent(location.origin)}`
    frame.style.setProperty('display', 'none', 'important')
    this.#frame = frame

    let fail
    const refused = ({ blockedURI, effectiveDirective }) => {
      if (!blockedURI.startsWith(ORIGIN) || !effectiveDirective.startsWith('frame')) return
      fail(`This page’s Content-Security-Policy doesn’t allow frames from ${ORIGIN}. Add it to frame-src.`)
    }
    const opened = new Promise((resolve, reject) => {
      fail = (why) => reject(new ConnectError('api_connection_error', why))
      document.addEventListener('securitypolicyviolation', refused)
      setTimeout(fail, 12_000, 'The connection frame didn’t load within 12 seconds.')
      frame.addEventListener('load', () => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = ({ data }) => {
          if (data.refused) fail(data.refused)
          if (!data.ready) return
          port1.onmessage = ({ data: reply }) => {
            this.#waiting.get(reply.id)?.(reply)
            this.#waiting.delete(reply.id)
          }
          resolve(port1)
        }
        frame.contentWindow?.postMessage('connect-js', ORIGIN, [port2]) // only ORIGIN can receive the port
        setTimeout(fail, 3_000, `Couldn’t reach Stripe: the frame from ${ORIGIN} didn’t answer.`)
      })
    })
    opened
      .catch(() => this.#frame === frame && this.close())
      .finally(() => document.removeEventListener('securitypolicyviolation', refused))
    document.body.append(frame)
    return opened
  }
}
