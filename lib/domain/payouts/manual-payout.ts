import type { AccountProfile } from '../accounts/connected-account'
import { EURO_COUNTRIES } from '../accounts/country-rules'
import { type ExternalAccount, needsAttention } from '../accounts/external-account'
import { amountIn, type Balance, type PayoutSource, richestSource } from '../money/balance'
import { formatMoney, payoutIncrement, WHOLE_UNIT } from '../money/money'
import type { BalanceSettings } from '../settings/balance-settings'
import { describeSchedule } from '../settings/payout-schedule'
import type { Payout, PayoutMethod } from './payout'
import { describeNeedsAttention } from './payout-text'

/** All that is known of an account's money, as the questions about payouts need it. */
export type AccountMoney = {
  /** epoch ms */
  now: number
  account: Pick<
    AccountProfile,
    'country' | 'defaultCurrency' | 'payoutsEnabled' | 'disabledReason' | 'requirementsDue' | 'controller'
  >
  settings: BalanceSettings
  balance: Balance
  externalAccounts: readonly ExternalAccount[]
  /** Newest first, the latest ones. */
  payouts: readonly Payout[]
}

export type PayoutsDisabledCode = 'disabled_by_stripe' | 'requirements_due' | 'disabled_by_platform'

/** One code for each cause, so that no two ever share a text. */
export type PayoutRefusalCode =
  | PayoutsDisabledCode
  | 'switched_off'
  | 'other_platform'
  | 'unknown_schedule'
  | 'on_schedule'
  | 'negative_balance'
  | 'no_external_account'
  | 'external_account_broken'
  | 'nothing_available'
  | 'below_least'
  | 'instant_country'
  | 'instant_currency'
  | 'instant_not_read'
  | 'no_instant_account'
  | 'nothing_instant'
  | 'instant_account_not_offered'

/** `because` tells people what stands in the way and what to do. */
export type PayoutRefusal = { code: PayoutRefusalCode; because: string }

/** Where a payout can go. Both amounts are minor units and may differ between destinations of one instant offer. */
export type PayoutDestination = ExternalAccount & {
  most: number
  /** The platform's fee on `most`; null for standard payouts and where it is not known. */
  feeForMost: number | null
}

export type PayoutOffer = {
  method: PayoutMethod
  /** lower-case ISO 4217 */
  currency: string
  /** Minor units that can go to the first destination. */
  most: number
  /** Minor units that are available besides, paid in another way: they leave by a payout of their own. */
  besides: number
  /** The kind of money that the payout draws on. */
  source: PayoutSource
  least: number
  /** Amounts are multiples of it. */
  step: number
  /** At least one; the currency's default first where it can be used. */
  destinations: PayoutDestination[]
  /** The platform's fee on `most` to the first destination; null for standard payouts and where it is not known. */
  feeForMost: number | null
}

export type PayoutOfferResult = { ok: true; offer: PayoutOffer } | { ok: false; refusal: PayoutRefusal }

/**
 * The payout that can be made by hand now in a currency, or the first thing that stands in its way. Amounts are in
 * minor units. What only Stripe knows, such as what is left of the day's instant volume, is left to Stripe.
 *
 * The rules: standard payouts by hand need the manual schedule and never more than is available, and none leaves while
 * the balance is negative (Stripe docs, payouts; taken by currency, an assumption). Instant payouts: INSTANT_PAYOUTS.
 */
export function offerManualPayout(
  method: PayoutMethod,
  currency: string,
  picture: AccountMoney,
  mayUse: { standard: boolean; instant: boolean },
): PayoutOfferResult {
  const { account, settings, balance } = picture
  if (!mayUse[method]) return refuse('switched_off', 'The platform has switched this off for your role.')
  if (!account.controller.isController) {
    return refuse('other_platform', 'Another platform controls this account, so payouts can only be made there.')
  }
  const off = explainPayoutsDisabled(picture)
  if (off) return refuse(off.code, `${off.cause} ${off.next}`)
  if (method === 'standard' && settings.schedule === null) {
    return refuse(
      'unknown_schedule',
      'Stripe has not told the payout schedule of this account; a payout by hand has to wait until it is read again.',
    )
  }
  if (method === 'standard' && settings.schedule && settings.schedule.interval !== 'manual') {
    return refuse(
      'on_schedule',
      `Stripe pays this account out by its schedule, “${describeSchedule(settings.schedule)}”; a payout by hand needs the manual schedule.`,
    )
  }
  const available = amountIn(balance.available, currency)
  if (available < 0) {
    return refuse(
      'negative_balance',
      `The balance is ${formatMoney({ amount: available, currency })}; payouts go on once new payments have covered it.`,
    )
  }
  return method === 'standard' ? offerStandard(currency, picture) : offerInstant(currency, picture)
}

function offerStandard(currency: string, { balance, externalAccounts }: AccountMoney): PayoutOfferResult {
  const code = currency.toUpperCase()
  const inCurrency = defaultFirst(externalAccounts, currency)
  const [first] = inCurrency
  if (!first) {
    return refuseWithoutAccount(currency)
  }
  const healthy = inCurrency.filter((account) => !needsAttention(account))
  if (healthy.length === 0) return refuseBroken(first)
  const available = amountIn(balance.available, currency)
  if (available === 0) {
    const pending = amountIn(balance.pending, currency)
    return refuse(
      'nothing_available',
      pending > 0
        ? `Nothing is available in ${code} yet; ${formatMoney({ amount: pending, currency })} is still settling and can be paid out after that.`
        : `Nothing is available in ${code}; new payments can be paid out once they have settled.`,
    )
  }
  const { source, amount } = richestSource(balance, currency)
  const step = payoutIncrement(currency)
  const most = amount - (amount % step)
  if (most < step) return refuseBelow(amount, step, currency)
  return offered({
    method: 'standard',
    currency,
    source,
    besides: available - amount,
    least: step,
    step,
    destinations: healthy.map((account) => ({ ...account, most, feeForMost: null })),
  })
}

function offerInstant(currency: string, { account, balance, externalAccounts }: AccountMoney): PayoutOfferResult {
  const code = currency.toUpperCase()
  const here = Object.entries(INSTANT_PAYOUTS).find(([, { countries }]) => countries.includes(account.country))
  if (!here) {
    return refuse(
      'instant_country',
      'Stripe does not offer instant payouts in this country; standard payouts are there instead.',
    )
  }
  const [local, limits] = here
  if (local !== currency) {
    return refuse(
      'instant_currency',
      `Instant payouts of this account go out in ${local.toUpperCase()} only; money in ${code} leaves by standard payouts.`,
    )
  }
  if (!balance.instant) {
    return refuse(
      'instant_not_read',
      'What could leave at once has not been read from Stripe yet; it comes with the next reading of the balance.',
    )
  }
  const inCurrency = defaultFirst(externalAccounts, currency)
  if (inCurrency.length === 0) {
    return refuseWithoutAccount(currency)
  }
  const quick = inCurrency.filter(({ takesInstant }) => takesInstant)
  const [firstQuick] = quick
  if (!firstQuick) {
    return refuse(
      'no_instant_account',
      `No bank account or card for ${code} here takes instant payouts; one that does has to be added first.`,
    )
  }
  const healthy = quick.filter((candidate) => !needsAttention(candidate))
  if (healthy.length === 0) return refuseBroken(firstQuick)
  const ready = balance.instant.find((money) => money.currency === currency)
  if (!ready || ready.amount <= 0) {
    return refuse(
      'nothing_instant',
      `Stripe has nothing in ${code} ready to leave at once; it can after new card payments, and standard payouts go on as they are.`,
    )
  }
  const reached = healthy.flatMap((destination) => {
    const net =
      ready.net.length === 0 ? ready.amount : ready.net.find((n) => n.destinationId === destination.id)?.amount
    return net === undefined ? [] : [{ destination, net }]
  })
  if (reached.length === 0) {
    return refuse(
      'instant_account_not_offered',
      `Stripe does not offer an instant payout to the bank accounts and cards for ${code} at the moment; standard payouts go on as they are.`,
    )
  }
  const step = payoutIncrement(currency)
  const destinations = reached.map(({ destination, net }): PayoutDestination => {
    const most = Math.min(net - (net % step), limits.most)
    const fee = Math.round((ready.amount - net) * (most / net))
    return { ...destination, most, feeForMost: ready.net.length === 0 ? null : fee }
  })
  const enough = destinations.filter(({ most }) => most >= limits.least)
  if (enough.length === 0) {
    return refuseBelow(Math.max(...reached.map(({ net }) => net)), limits.least, currency)
  }
  return offered({
    method: 'instant',
    currency,
    source: 'card',
    besides: 0,
    least: limits.least,
    step,
    destinations: enough,
  })
}

/**
 * What the platform takes for an instant payout of an amount (minor units) to one of the offer's destinations, the
 * first where none is said: its share of the fee on the most. Null where that is not known or the amount is not offered.
 */
export function estimateInstantFee(offer: PayoutOffer, amount: number, destinationId?: string): number | null {
  const { most, feeForMost } = offer.destinations.find(({ id }) => id === destinationId) ?? offer
  if (feeForMost === null || !Number.isSafeInteger(amount) || amount <= 0 || amount > most) return null
  return Math.round(feeForMost * (amount / most))
}

/** A payout as somebody orders it; the amount in minor units is what reaches the destination. */
export type PayoutOrder = { method: PayoutMethod; amount: number; currency: string; destinationId: string }

/** What stands against an order under an offer, by field and in words; empty where nothing does. */
export function findOrderErrors(order: PayoutOrder, offer: PayoutOffer): { amount?: string; destination?: string } {
  const destination = offer.destinations.find(({ id }) => id === order.destinationId)
  const amount = findAmountError(order, offer, destination?.most ?? offer.most)
  return {
    ...(amount && { amount }),
    ...(!destination && { destination: 'Choose one of the bank accounts or cards that this payout can go to.' }),
  }
}

function findAmountError({ method, amount, currency }: PayoutOrder, offer: PayoutOffer, most: number): string | null {
  const { least, step } = offer
  const money = (minor: number) => formatMoney({ amount: minor, currency })
  const limit = method === 'instant' ? INSTANT_PAYOUTS[currency]?.most : undefined
  if (method !== offer.method || currency !== offer.currency) return 'This is not the payout that was offered.'
  if (!Number.isSafeInteger(amount)) return 'Enter an amount.'
  if (amount <= 0) return 'Enter an amount above zero.'
  if (amount < least) return `The least that can be paid out is ${money(least)}.`
  if (limit !== undefined && amount > limit) return `One instant payout carries ${money(limit)} at most.`
  if (amount > most) return `At most ${money(most)} can be paid out now.`
  if (amount % step === 0) return null
  return step === WHOLE_UNIT
    ? `Payouts in ${currency.toUpperCase()} are in whole units.`
    : `The last digit of a payout in ${currency.toUpperCase()} is 0.`
}

/**
 * Why payouts of the whole account are off and what has to happen, one sentence each; null where they are on. The codes
 * are those of Stripe's `requirements.disabled_reason`.
 */
export function explainPayoutsDisabled({
  account: { payoutsEnabled, disabledReason: reason, requirementsDue },
  settings,
}: Pick<AccountMoney, 'account' | 'settings'>): { code: PayoutsDisabledCode; cause: string; next: string } | null {
  if (payoutsEnabled && settings.payoutsStatus !== 'disabled') return null
  const code = 'disabled_by_stripe'
  if (reason === 'platform_paused') {
    return {
      code: 'disabled_by_platform',
      cause: 'The platform has paused this account, so nothing is paid out.',
      next: 'Payouts go on once the platform lifts the pause.',
    }
  }
  if (reason?.startsWith('rejected')) {
    const cause = 'Stripe has rejected this account and pays nothing out.'
    return { code, cause, next: 'The platform can ask Stripe Support why.' }
  }
  if (reason === 'under_review' || reason === 'requirements.pending_verification') {
    const cause = 'Stripe is checking this account and pays nothing out meanwhile.'
    return { code, cause, next: 'Nothing need be done unless Stripe asks for something.' }
  }
  if (requirementsDue > 0 || reason?.startsWith('requirements.')) {
    const due = requirementsDue === 1 ? '1 requirement is' : `${requirementsDue || 'some'} requirements are`
    return {
      code: 'requirements_due',
      cause: `Stripe pays nothing out while ${due} due.`,
      next: 'The details that Stripe asks for have to be completed; payouts go on after that.',
    }
  }
  return {
    code,
    cause: reason
      ? `Stripe has switched payouts off and gives the reason “${reason.replaceAll(/[._]/g, ' ')}”.`
      : 'Stripe has switched payouts off and gives no reason.',
    next: 'The platform can ask Stripe Support what is needed.',
  }
}

type InstantLimits = {
  /** ISO 3166 codes of the countries whose own currency it is. */
  countries: readonly string[]
  /** Minor units of one payout. */
  least: number
  most: number
}

/**
 * Instant payouts by local currency, lower-case ISO 4217. Stripe docs, instant payouts for Connect platforms: countries,
 * only the local currency, least amounts; the most is 9,999 units where the docs give no other.
 */
const INSTANT_PAYOUTS: Readonly<Record<string, InstantLimits>> = {
  aed: { countries: ['AE'], least: 200, most: 999_900 },
  aud: { countries: ['AU'], least: 50, most: 999_900 },
  cad: { countries: ['CA'], least: 60, most: 999_900 },
  czk: { countries: ['CZ'], least: 1_000, most: 9_999_900 },
  dkk: { countries: ['DK'], least: 500, most: 999_900 },
  eur: {
    countries: EURO_COUNTRIES,
    least: 40,
    most: 999_900,
  },
  gbp: { countries: ['GB'], least: 40, most: 999_900 },
  hkd: { countries: ['HK'], least: 500, most: 999_900 },
  huf: { countries: ['HU'], least: 20_000, most: 99_999_900 },
  myr: { countries: ['MY'], least: 200, most: 999_900 },
  nok: { countries: ['NO'], least: 500, most: 999_900 },
  nzd: { countries: ['NZ'], least: 50, most: 999_900 },
  pln: { countries: ['PL'], least: 200, most: 999_900 },
  ron: { countries: ['RO'], least: 200, most: 999_900 },
  sek: { countries: ['SE'], least: 500, most: 999_900 },
  sgd: { countries: ['SG'], least: 50, most: 999_900 },
  usd: { countries: ['US'], least: 50, most: 999_900 },
}

function defaultFirst(accounts: readonly ExternalAccount[], currency: string): ExternalAccount[] {
  return accounts
    .filter((account) => account.currency === currency)
    .sort((a, b) => Number(b.isDefault ?? false) - Number(a.isDefault ?? false))
}

function offered(offer: Omit<PayoutOffer, 'most' | 'feeForMost'>): PayoutOfferResult {
  const { most = 0, feeForMost = null } = offer.destinations[0] ?? {}
  return { ok: true, offer: { ...offer, most, feeForMost } }
}

function refuse(code: PayoutRefusalCode, because: string): PayoutOfferResult {
  return { ok: false, refusal: { code, because } }
}

function refuseWithoutAccount(currency: string): PayoutOfferResult {
  const because = `There is no bank account or card for ${currency.toUpperCase()} to pay out to; one has to be added first.`
  return refuse('no_external_account', because)
}

function refuseBroken(account: ExternalAccount): PayoutOfferResult {
  const because = `${describeNeedsAttention(account)}; its details have to be updated or another account has to take its place.`
  return refuse('external_account_broken', because)
}

function refuseBelow(amount: number, least: number, currency: string): PayoutOfferResult {
  const money = (minor: number) => formatMoney({ amount: minor, currency })
  return refuse(
    'below_least',
    `${money(amount)} could leave and the least that a payout carries is ${money(least)}; it can go once more has come in.`,
  )
}
