import type { Clock } from '../time/clock.ts'
import type { Identifiers } from './identifiers.ts'

// [assumption] Stripe doesn't document the lifetime; clients go by expires_at.
const LIFETIME_SECONDS = 3600

/** Each component by its name: whether the session enables it, and which of its features. */
export type SessionComponents = Record<string, { enabled: boolean; features: Record<string, boolean> }>

export interface AccountSession {
  account: string
  client_secret: string
  components: SessionComponents
  expires_at: number
  session_token: string | null
  logged_out: boolean
  /** The account holder has signed in to Stripe in the popup window. */
  user_authenticated: boolean
  /** The ticket that the popup window needs to sign the holder in. */
  sign_in_ticket: string | null
}

/** Sessions are kept in memory only, so that no client secret is written to a file. */
export class AccountSessions {
  readonly #clock: Clock
  readonly #ids: Identifiers
  readonly #bySecret = new Map<string, AccountSession>()
  readonly #byToken = new Map<string, AccountSession>()

  constructor(clock: Clock, ids: Identifiers) {
    this.#clock = clock
    this.#ids = ids
  }

  create(account: string, components: SessionComponents): AccountSession {
    this.#prune()
    const session: AccountSession = {
      account,
      client_secret: `accs_secret__${this.#ids.letters(48)}`,
      components,
      expires_at: this.#clock.seconds() + LIFETIME_SECONDS,
      session_token: null,
      logged_out: false,
      user_authenticated: false,
      sign_in_ticket: null,
    }
    this.#bySecret.set(session.client_secret, session)
    return session
  }

  /** Exchanges a client secret for its session; works once. */
  claim(secret: string): AccountSession | 'expired' | 'unknown' | 'used' {
    const session = this.#bySecret.get(secret)
    if (!session) return 'unknown'
    if (session.session_token !== null) return 'used'
    if (this.isExpired(session)) return 'expired'
    session.session_token = this.#ids.next('accst')
    this.#byToken.set(session.session_token, session)
    return session
  }

  findByToken(token: string): AccountSession | undefined {
    return this.#byToken.get(token)
  }

  findByTicket(ticket: string): AccountSession | undefined {
    return this.#byToken.values().find((session) => session.sign_in_ticket === ticket)
  }

  isExpired(session: AccountSession): boolean {
    return this.#clock.seconds() >= session.expires_at
  }

  /** Time only goes forward, so the sessions that expire first are at the front of the map. */
  #prune(): void {
    const longGone = this.#clock.seconds() - LIFETIME_SECONDS
    for (const [secret, session] of this.#bySecret) {
      if (session.expires_at > longGone && this.#bySecret.size < 50_000) return
      this.#bySecret.delete(secret)
      if (session.session_token !== null) this.#byToken.delete(session.session_token)
    }
  }
}
