export const ORIGIN = (() => {
  try {
    return new URL(document.currentScript.src).origin
  } catch {
    return 'https://connect-js.stripe.com' // injected without an address, for example by Playwright's addInitScript
  }
})()

/** @param {string} type one of the seven EmbeddedErrorType names of the npm package */
export class ConnectError extends Error {
  constructor(type, message, { status, code, param } = {}) {
    super(message)
    Object.assign(this, { type, status, code, param })
  }

  /** No answer arrived, so the request may have been processed. */
  get isUncertain() {
    return this.type === 'api_connection_error' || this.status >= 500
  }
}

/** Calls a listener of the host page. Its errors are reported but don't stop the component. */
export function notify(listener, ...values) {
  if (typeof listener !== 'function') return
  try {
    listener(...values)
  } catch (error) {
    reportError(error)
  }
}
