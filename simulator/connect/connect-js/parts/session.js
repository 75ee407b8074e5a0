import { applyAppearance, loadFonts } from './appearance.js'
import { Bridge } from './bridge-client.js'
import { formatter } from './format.js'
import { ConnectError } from './host.js'

/** The result of init(): one account session, claimed once and shared by all elements of the instance. */
export class Session {
  elements = new Set()
  theme = new CSSStyleSheet()
  data = null
  ended = false
  #bridge = new Bridge()
  #eager
  #eagerFailed = false
  #claim = null
  #deadline = Number.POSITIVE_INFINITY
  #loading = null
  #version = 0
  #params

  constructor(params) {
    this.#params = params
    // Stripe's note in connect-js #122: the eager promise is for the first claim only.
    this.#eager = params.metaOptions?.eagerClientSecretPromise ?? null
    Promise.resolve(this.#eager).catch(() => {
      this.#eagerFailed = true
    })
    this.configure(params)
    loadFonts(params.fonts)
  }

  /** True if the first secret failed before anything was rendered. Stripe's script then only reports the error. */
  get failedEarly() {
    return this.#eagerFailed && this.#eager !== null
  }

  get format() {
    return formatter(this.locale, this.data?.now ?? Date.now() / 1000)
  }

  configure({ appearance, locale, displayOptions }) {
    if (appearance !== undefined) {
      this.overlays = appearance?.overlays === 'drawer' ? 'drawer' : 'dialog'
      applyAppearance(this.theme, appearance)
    }
    if (locale !== undefined) this.locale = locale
    if (displayOptions !== undefined) this.showObjectIds = displayOptions?.showObjectIds === true
    for (const element of this.elements) element.render()
  }

  /** The claimed session. Claims one if there is none or the last one has expired. */
  grant() {
    if (this.ended) return Promise.reject(new ConnectError('api_error', 'This instance was logged out.'))
    if (this.#claim && performance.now() < this.#deadline) return this.#claim
    const claim = this.#claimNext()
    this.#claim = claim
    this.#deadline = Number.POSITIVE_INFINITY
    claim.catch(() => {
      if (this.#claim === claim) this.#claim = null
    })
    return claim
  }

  async #claimNext() {
    const secret = await this.#nextSecret()
    const granted = await this.#bridge.send({
      method: 'POST',
      path: '/connect/claim',
      body: { client_secret: secret },
    })
    // If the simulator's virtual clock differs from ours, only its 401 shows that a session has expired.
    const seconds = granted.expires_at - (granted.now ?? Date.now() / 1000)
    if (seconds > 0) this.#deadline = performance.now() + seconds * 1000
    this.granted = granted
    if (this.data) this.data.isSignedIn = false // the sign-in was for the expired session
    return granted
  }

  async #nextSecret() {
    const { publishableKey, fetchClientSecret } = this.#params
    if (typeof publishableKey !== 'string' || !publishableKey.startsWith('pk_')) {
      throw new ConnectError('invalid_request_error', 'The publishable key must start with pk_.')
    }
    if (publishableKey.startsWith('pk_live_')) {
      throw new ConnectError('invalid_request_error', 'A live publishable key can’t be used with the Stripe simulator.')
    }
    const eager = this.#eager
    this.#eager = null
    let secret
    try {
      secret = await (eager ?? fetchClientSecret())
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new ConnectError('account_session_create_error', `fetchClientSecret failed: ${reason}`)
    }
    if (typeof secret === 'string' && secret !== '') return secret
    throw new ConnectError('account_session_create_error', 'fetchClientSecret returned no client secret.')
  }

  /** Sends a request to the simulator. If the session has expired, renews it once and retries. */
  async request(method, path, body, key) {
    const claim = this.grant()
    await claim
    try {
      return await this.#bridge.send({ method, path, body, key })
    } catch (error) {
      if (error.status !== 401 || this.ended) throw error
      if (this.#claim === claim) this.#claim = null // the first request that fails renews the session for all
      await this.grant()
      return this.#bridge.send({ method, path, body, key })
    }
  }

  /** Loads the account's data. Concurrent calls share one request. */
  load() {
    return this.#loading ?? this.refresh()
  }

  /** Loads the data again after a change. Only the latest answer is used, because earlier ones may be outdated. */
  refresh() {
    const version = ++this.#version
    this.#loading = this.request('GET', '/connect/state')
      .then((raw) => {
        if (version !== this.#version) return this.#loading
        this.data = readState(raw)
        for (const element of this.elements) element.render()
      })
      .finally(() => {
        if (version === this.#version) this.#loading = null
      })
    return this.#loading
  }

  logout() {
    this.leaving ??= this.#leave()
    return this.leaving
  }

  async #leave() {
    this.ended = true
    for (const element of this.elements) element.empty()
    try {
      if (this.#claim) {
        await this.#claim
        await this.#bridge.send({ method: 'POST', path: '/connect/logout' })
      }
    } catch (error) {
      console.warn(`Connect.js (simulated) couldn’t end the session: ${error.message}`)
    }
    this.#bridge.close()
  }
}

/** Converts the simulator's answer for the views. It has only what the session's components show. */
function readState(raw) {
  if (typeof raw?.country !== 'string') throw new ConnectError('api_error', 'Stripe’s answer has an unexpected format.')
  return {
    now: raw.now,
    country: raw.country,
    business: raw.business,
    defaultCurrency: raw.default_currency,
    platformName: raw.platform_name,
    stripeLiable: raw.losses_payments === 'stripe',
    stripeCollects: raw.requirement_collection === 'stripe',
    payoutsEnabled: raw.payouts_enabled,
    isSignedIn: raw.user_authenticated === true,
    accounts: raw.external_accounts,
    payouts: raw.payouts,
    requirements: raw.requirements,
    ...(raw.balance ? readMoney(raw) : {}),
  }
}

/** With one entry for each currency. */
function readMoney({ balance, instant_payouts: instant, ...raw }) {
  const of = (kind, currency) => balance[kind].filter((part) => part.currency === currency)
  const sum = (kind, currency) => of(kind, currency).reduce((total, { amount }) => total + amount, 0)
  return {
    currencies: balance.available.map(({ currency, amount }) => ({
      currency,
      available: amount,
      pending: sum('pending', currency),
      pendingParts: of('pending', currency),
      inTransit: sum('in_transit', currency),
      held: sum('held', currency),
      minimum: balance.minimum_balances[currency] ?? 0,
      instant: instant.find((one) => one.currency === currency),
    })),
    upcoming: balance.upcoming_payouts,
    schedule: raw.schedule,
    intervals: raw.intervals,
    delayDays: raw.delay_days,
    feePoints: raw.instant_fee_basis_points,
  }
}
