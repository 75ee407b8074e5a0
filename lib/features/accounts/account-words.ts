import type { AccountState } from '@/lib/domain/accounts/account-state'
import type { Controller } from '@/lib/domain/accounts/connected-account'
import { nameReason, nameState } from '@/lib/domain/payouts/standing-words'
import { isolate } from '@/lib/domain/text'
import type { Tone } from '@/lib/ui/badge'
import type { StateWords } from './state-view'

const countryNames = new Intl.DisplayNames('en', { type: 'region' })

/** Looked up once each, because a page of the list names many. Stripe's countries are few. */
const namedCountries = new Map<string, string>()

export function countryName(code: string | null): string {
  if (code === null) return 'Country not given'
  const known = namedCountries.get(code)
  if (known !== undefined) return known
  const name = countryNames.of(code) ?? code
  if (namedCountries.size < 300) namedCountries.set(code, name)
  return name
}

export const liabilityWords = ({ lossesLiability }: Controller) =>
  lossesLiability === null
    ? 'Liability for negative balances not given'
    : `${lossesLiability === 'stripe' ? 'Stripe' : 'Platform'} liable for negative balances`

export const dashboardWords = ({ dashboard }: Controller) =>
  dashboard === null
    ? 'Stripe Dashboard access not given'
    : { full: 'Full Stripe Dashboard', express: 'Express Dashboard', none: 'No Stripe Dashboard' }[dashboard]

export const INTERVAL_WORDS: Record<string, string> = {
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
  manual: 'Manual',
}

/** An interval that this version doesn't know is shown as Stripe writes it. */
export const intervalWords = (interval: string): string =>
  (Object.hasOwn(INTERVAL_WORDS, interval) && INTERVAL_WORDS[interval]) || isolate(interval)

const TONES: Record<AccountState, Tone> = {
  blocked: 'failed',
  action_needed: 'pending',
  waiting: 'transit',
  paid_as_scheduled: 'paid',
}

type Standing = { state: AccountState | null; reason: string | null; goneAt: Date | null }

export function stateWords({ state, reason, goneAt }: Standing): StateWords {
  if (goneAt !== null) return { tone: 'canceled', state: 'Disconnected', reason: null }
  return {
    tone: state ? TONES[state] : 'canceled',
    state: nameState(state),
    reason: state && reason ? nameReason(reason) : null,
  }
}
