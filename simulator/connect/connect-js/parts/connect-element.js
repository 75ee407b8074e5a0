import { html, toNodes } from '../../../browser/html.js'
import { ConnectError, notify } from './host.js'
import { BASE } from './styles.js'
import { top } from './widgets.js'

const ERROR_HEADINGS = {
  api_connection_error: 'Couldn’t reach Stripe',
  account_session_create_error: 'Couldn’t create an account session',
  invalid_request_error: 'Stripe refused this component',
  rate_limit_error: 'Too many requests to Stripe',
  render_error: 'Couldn’t display this component',
  api_error: 'Stripe reported an error',
}

/** The custom element of a component. What it is and shows is its static `kind` (components.js). */
export class ConnectElement extends HTMLElement {
  kind = this.constructor.kind
  settings = {}
  features = {}
  session = null
  #live = false
  #announced = false
  #ready = false
  #failed = false
  #told = new Map()
  #frame

  constructor() {
    super()
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [BASE]
    this.notice = html`<div class="notice" role="status" tabindex="-1"></div>`
    this.alert = html`<div class="alert" role="alert"></div>`
    this.main = html`<div></div>`
    this.#frame = html`
      <div class="root" role="group" lang="en" aria-label=${this.kind.label}>${[this.notice, this.alert, this.main]}</div>`
  }

  get data() {
    return this.session.data
  }

  get format() {
    return this.session.format
  }

  /** Called by the npm loader with the `connect` of init(), before or after the element is in the page. */
  setConnector(session) {
    this.session = session
    this.shadowRoot.adoptedStyleSheets = [BASE, session.theme]
    this.#startSoon()
  }

  connectedCallback() {
    this.#startSoon()
  }

  disconnectedCallback() {
    this.#live = false
    this.session?.elements.delete(this)
    this.closeDialogs()
  }

  /** Waits a macrotask, so all setters have run and React's StrictMode has removed the elements it discards. */
  #startSoon() {
    if (this.session && this.isConnected) setTimeout(() => this.#start())
  }

  #start() {
    if (this.#live || !this.isConnected || this.session.ended) return
    this.#live = true
    this.#failed = false
    this.session.elements.add(this)
    if (!this.#announced && !this.session.failedEarly) {
      this.#announced = true
      notify(this.settings.OnLoaderStart, { elementTagName: this.kind.tag })
      this.shadowRoot.replaceChildren(this.#frame)
      this.#showSkeleton()
    }
    this.#load()
  }

  async #load() {
    try {
      const { components } = await this.session.grant()
      const { name } = this.kind
      if (!components?.[name]?.enabled) {
        throw new ConnectError('invalid_request_error', `The account session doesn’t enable the component ${name}.`)
      }
      await this.session.load()
      this.#ready = true
      this.render()
    } catch (error) {
      this.#fail(error)
    }
  }

  #showSkeleton() {
    const bones = [...'abcdcd'].map((shape) => html`<div class=${`bone ${shape}`}></div>`)
    this.main.replaceChildren(top(html`<span><span class="unseen" role="status">Loading</span></span>`), ...bones)
  }

  /** Renders the session's data. The control with the same id keeps the focus. */
  render() {
    if (!this.#live || !this.#ready || this.#failed || this.session.ended) return
    const focused = this.main.contains(this.shadowRoot.activeElement) && this.shadowRoot.activeElement.id
    try {
      this.features = this.session.granted.components[this.kind.name]?.features ?? {}
      this.main.replaceChildren(...toNodes(this.kind.view(this)))
      if (focused) this.focusOn(focused)
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error) {
    if (!this.#live || this.session.ended) return
    this.#failed = true
    if (!(error instanceof ConnectError)) console.error(error)
    const { type: kind = 'render_error', message } = error
    this.report(kind, message)
    if (!this.#announced) return // Stripe docs: before onLoaderStart the host shows the error
    this.main.replaceChildren(html`
      <div class="card">
        ${top(html`<h2>${ERROR_HEADINGS[kind]}</h2>`)}
        <p role="alert">${message}</p>
        <p class="fine">Nothing was changed. Error type: ${kind}</p>
        <button class="button Secondary" type="button" @click=${() => this.#retry()}>Try again</button>
      </div>`)
  }

  #retry() {
    this.#failed = false
    this.#showSkeleton()
    this.#load()
  }

  report(kind, message) {
    notify(this.settings.OnLoadError, { elementTagName: this.kind.tag, error: { type: kind, message } })
  }

  /** A request names the component that sends it, because each has its own features. */
  request(method, path, body, key) {
    return this.session.request(method, path, { ...body, component: this.kind.name }, key)
  }

  /** A setter of the npm package. Some change what is shown. */
  set(name, value) {
    const isChanged = this.settings[name] !== value
    this.settings[name] = value
    if (isChanged && this.kind.shows?.includes(name)) this.render()
  }

  /** Sends a value to a listener of the host page, unless it is the one that was sent last. */
  tell(name, value) {
    const text = JSON.stringify(value)
    if (this.#told.get(name) === text) return
    this.#told.set(name, text)
    notify(this.settings[name], value)
  }

  /** Removes everything, after logout(). */
  empty() {
    this.#live = false
    this.shadowRoot.replaceChildren()
  }

  closeDialogs() {
    for (const dialog of this.shadowRoot.querySelectorAll('dialog')) dialog.remove()
  }

  focusOn(id) {
    this.shadowRoot.getElementById(id)?.focus({ preventScroll: true })
  }

  showNotice(text) {
    this.alert.textContent = ''
    this.notice.textContent = text
  }

  showError(text) {
    this.notice.textContent = ''
    this.alert.textContent = text
  }
}
