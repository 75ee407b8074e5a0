import { ConnectError, html, tell } from './foundation.js'
import { top } from './pieces.js'
import { BASE } from './styles.js'

const ERROR_HEADINGS = {
  api_connection_error: 'Stripe could not be reached',
  account_session_create_error: 'There is no session for this component',
  invalid_request_error: 'Stripe refused this component',
  rate_limit_error: 'Stripe was asked too often',
  render_error: 'This component could not be drawn',
  api_error: 'Stripe could not answer',
}

export class ConnectElement extends HTMLElement {
  settings = {}
  features = {}
  session = null
  /** What this component alone has loaded (`component.load`), and what its reader has chosen to see. */
  own = null
  wanted = {}
  #live = false
  #announced = false
  #ready = false
  #failed = false
  #version = 0
  #frame

  constructor() {
    super()
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [BASE]
    this.notice = html`<div class="notice" role="status" tabindex="-1"></div>`
    this.alert = html`<div class="alert" role="alert"></div>`
    this.main = html`<div></div>`
    this.#frame = html`
      <div class="root" role="group" lang="en" aria-label=${this.component.title}>${[this.notice, this.alert, this.main]}</div>`
  }

  get tag() {
    return this.localName.replace('stripe-connect-', '')
  }

  /** The component's name in an account session. */
  get wireName() {
    return this.tag.replaceAll('-', '_')
  }

  /** Each tag's own class says what it is: {title, view, load?, needsData?, appearsLate?}. */
  get component() {
    return this.constructor.component
  }

  get data() {
    return this.session.data
  }

  get format() {
    return this.session.format
  }

  /** The loader hands over what init() called `connect`: before or after the element is in the page. */
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

  /** A macrotask later all setters have run, and elements that StrictMode threw away are out of the page again. */
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
      tell(this.settings.OnLoaderStart, { elementTagName: this.tag })
      this.shadowRoot.replaceChildren(this.#frame)
      this.#showSkeleton()
    }
    this.#load()
  }

  async #load() {
    try {
      const { components } = await this.session.grant()
      if (!components?.[this.wireName]?.enabled) {
        const words = `The account session does not enable the component ${this.wireName}.`
        throw new ConnectError('invalid_request_error', words)
      }
      if (this.component.needsData) await this.session.load()
      this.own = (await this.component.load?.(this)) ?? null
      this.#ready = true
      this.redraw()
    } catch (error) {
      this.#fail(error)
    }
  }

  /** One request in this component's name: the simulator checks that the session allows it to this very one. */
  ask(method, path, fields = {}, key = undefined) {
    const wanted = { component: this.wireName, ...fields }
    if (method !== 'GET') return this.session.request(method, path, wanted, key)
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== '')
    return this.session.request('GET', `${path}?${new URLSearchParams(given)}`)
  }

  /** Once the account has changed, or something else is to be shown of it. */
  async reload() {
    if (!this.#live || !this.#ready) return
    const version = ++this.#version
    try {
      const own = (await this.component.load?.(this)) ?? null
      if (version !== this.#version) return
      this.own = own
      this.redraw()
    } catch (error) {
      if (version === this.#version) this.complain(error.message)
    }
  }

  #showSkeleton() {
    this.#frame.hidden = this.component.appearsLate === true
    const bones = [...'abcdcd'].map((shape) => html`<div class=${`bone ${shape}`}></div>`)
    this.main.replaceChildren(top(html`<span><span class="unseen" role="status">Loading</span></span>`), ...bones)
  }

  /** Draws from the session's figures. Focus stays on the control of the same id. */
  redraw() {
    if (!this.#live || !this.#ready || this.#failed || this.session.ended) return
    const focused = this.main.contains(this.shadowRoot.activeElement) && this.shadowRoot.activeElement.id
    try {
      this.features = this.session.granted.components[this.wireName]?.features ?? {}
      const nodes = [this.component.view(this)].flat(Number.POSITIVE_INFINITY).filter(Boolean)
      this.main.replaceChildren(...nodes)
      const hasMore = this.notice.textContent || this.alert.textContent || this.shadowRoot.querySelector('dialog')
      this.#frame.hidden = nodes.length === 0 && !hasMore
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
    if (!this.#announced) return // Stripe docs: before onLoaderStart nothing is drawn, the host has to speak
    this.#frame.hidden = false
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
    tell(this.settings.OnLoadError, { elementTagName: this.tag, error: { type: kind, message } })
  }

  /** After logout(): nothing, for good. */
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

  reveal() {
    this.#frame.hidden = false
  }

  say(text) {
    this.reveal()
    this.alert.textContent = ''
    this.notice.textContent = text
  }

  complain(text) {
    this.reveal()
    this.notice.textContent = ''
    this.alert.textContent = text
  }

  set(name, value) {
    this.settings[name] = value
    if (name === 'Payout') this.reload()
    if (name === 'CollectionOptions') this.redraw()
  }
}
