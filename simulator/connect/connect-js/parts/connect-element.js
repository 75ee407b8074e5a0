import { html } from '../../../browser/html.js'
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

export class ConnectElement extends HTMLElement {
  settings = {}
  features = {}
  session = null
  /** What this element has loaded with `component.load`. */
  loaded = null
  /** What the user has chosen to see, such as filters and pages. */
  choices = {}
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

  /** Set by the class of each tag: {title, view, load?, needsData?, appearsLate?}. */
  get component() {
    return this.constructor.component
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
      notify(this.settings.OnLoaderStart, { elementTagName: this.tag })
      this.shadowRoot.replaceChildren(this.#frame)
      this.#showSkeleton()
    }
    this.#load()
  }

  async #load() {
    try {
      const { components } = await this.session.grant()
      if (!components?.[this.wireName]?.enabled) {
        const message = `The account session doesn’t enable the component ${this.wireName}.`
        throw new ConnectError('invalid_request_error', message)
      }
      if (this.component.needsData) await this.session.load()
      this.loaded = (await this.component.load?.(this)) ?? null
      this.#ready = true
      this.render()
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Sends a request for this component. The simulator checks that the session allows it. */
  request(method, path, fields = {}, key = undefined) {
    const parameters = { component: this.wireName, ...fields }
    if (method !== 'GET') return this.session.request(method, path, parameters, key)
    const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '')
    return this.session.request('GET', `${path}?${new URLSearchParams(given)}`)
  }

  /** Loads and renders again, after a change to the account or to the user's choices. */
  async reload() {
    if (!this.#live || !this.#ready) return
    const version = ++this.#version
    try {
      const loaded = (await this.component.load?.(this)) ?? null
      if (version !== this.#version) return
      this.loaded = loaded
      this.render()
    } catch (error) {
      if (version === this.#version) this.showError(error.message)
    }
  }

  #showSkeleton() {
    this.#frame.hidden = this.component.appearsLate === true
    const bones = [...'abcdcd'].map((shape) => html`<div class=${`bone ${shape}`}></div>`)
    this.main.replaceChildren(top(html`<span><span class="unseen" role="status">Loading</span></span>`), ...bones)
  }

  /** Renders the session's data. The control with the same id keeps the focus. */
  render() {
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
    if (!this.#announced) return // Stripe docs: before onLoaderStart the host shows the error
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
    notify(this.settings.OnLoadError, { elementTagName: this.tag, error: { type: kind, message } })
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

  reveal() {
    this.#frame.hidden = false
  }

  showNotice(text) {
    this.reveal()
    this.alert.textContent = ''
    this.notice.textContent = text
  }

  showError(text) {
    this.reveal()
    this.notice.textContent = ''
    this.alert.textContent = text
  }

  set(name, value) {
    this.settings[name] = value
    if (name === 'Payout') this.reload()
    if (name === 'CollectionOptions') this.render()
  }
}
