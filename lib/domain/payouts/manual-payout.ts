import type { AllowedPayouts } from '../access/payout-access'
import type { InstantPayoutsChoice } from '../access/platform-rules'
import { offeredIntervals } from '../accounts/country-rules'
import { type ExternalAccount, needsAttention } from '../accounts/external-account'
import { type InstantPayoutLimits, instantPayoutLimits } from '../accounts/instant-payout-limits'
import { amountIn, describeNegativeBalance, type PayoutSource, richestSource } from '../money/balance'
import { formatMoney, payoutIncrement, WHOLE_UNIT } from '../money/money'
import { describeSchedule } from '../settings/payout-schedule'
import { ONLY_DAILY } from '../settings/schedule-days'
import type { AccountMoney } from './account-money'
import type { PayoutMethod } from './payout'
import { describeMissingBank, describeNeedsAttention } from './payout-text'
import { explainPayoutsDisabled, type PayoutsDisabledCode } from './payouts-disabled'

/** One code for each cause, so that no two share a text. */
export type PayoutRefusalCode =
  | PayoutsDisabledCode
  | 'not_allowed'
  | 'other_platform'
  | 'unknown_schedule'
  | 'on_schedule'
  | 'always_automatic'
  | 'negative_balance'
  | 'no_external_account'
  | 'external_account_currency_unknown'
  | 'external_account_needs_attention'
  | 'nothing_available'
  | 'below_minimum_payout'
  | 'instant_by_dashboard_rules'
  | 'instant_country'
  | 'instant_currency'
  | 'instant_not_read'
  | 'no_instant_account'
  | 'nothing_instant'
  | 'instant_account_not_offered'

/** `because` says why no payout can be sent and what would change that. */
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
  /** Minor units that can be sent to the first destination. */
  most: number
  /** Minor units that are available from another payment source; they need a payout of their own. */
  remainder: number
  /** The payment source that the payout draws on. */
  source: PayoutSource
  least: number
  /** The most that one payout may carry, whatever is available; null where Stripe has no such limit. */
  limit: number | null
  /** Amounts are multiples of it. */
  step: number
  /** At least one; the currency's default first where it can be used. */
  destinations: PayoutDestination[]
  /** The platform's fee on `most` to the first destination; null for standard payouts and where it is not known. */
  feeForMost: number | null
}

type Refused = { ok: false; refusal: PayoutRefusal }
export type PayoutOfferResult = { ok: true; offer: PayoutOffer } | Refused

/**
 * The manual payout that can be sent now in a currency, or the first reason why none can. Amounts are in minor units.
 * What only Stripe knows, such as what is left of the day's instant volume, is left to Stripe.
 *
 * The rules: standard manual payouts need the manual schedule and never more than is available, and none is sent while
 * the balance is negative (Stripe docs, payouts; taken by currency, an assumption).
 */
export function offerManualPayout(
  method: PayoutMethod,
  currency: string,
  money: AccountMoney,
  allowed: AllowedPayouts,
): PayoutOfferResult {
  const { account, settings, balance } = money
  if (!allowed[method]) return refuse('not_allowed', 'The platform doesn’t allow this for your role.')
  if (account.controller.isController === false) {
    return refuse(
      'other_platform',
      'Another platform controls this account, so Spillway sends none of its payouts. Stripe’s component does where Stripe allows it.',
    )
  }
  const disabled = explainPayoutsDisabled(account, settings.payoutsStatus)
  if (disabled) return refuse(disabled.code, `${disabled.cause} ${disabled.next}`)
  if (method === 'standard' && !settings.schedule) {
    return refuse(
      'unknown_schedule',
      'Stripe returned no payout schedule, and manual payouts need the manual schedule.',
    )
  }
  if (method === 'standard' && settings.schedule && settings.schedule.interval !== 'manual') {
    if (!offeredIntervals(account.country).includes('manual'))
      return refuse('always_automatic', `${ONLY_DAILY} No manual payouts can be sent.`)
    return refuse(
      'on_schedule',
      `The payout schedule is “${describeSchedule(settings.schedule)}”, and manual payouts need the manual schedule.`,
    )
  }
  const available = amountIn(balance.available, currency)
  if (available < 0) {
    return refuse(
      'negative_balance',
      `${describeNegativeBalance({ amount: available, currency })} Payouts resume once new payments cover it.`,
    )
  }
  return method === 'standard' ? offerStandard(currency, money) : offerInstant(currency, money, allowed.instant)
}

function offerStandard(currency: string, { balance, externalAccounts }: AccountMoney): PayoutOfferResult {
  const code = currency.toUpperCase()
  const inCurrency = defaultFirst(externalAccounts, currency)
  const [first] = inCurrency
  if (!first) return refuseWithoutAccount(currency, externalAccounts)
  const healthy = inCurrency.filter((account) => !needsAttention(account))
  if (healthy.length === 0) return refuseNeedingAttention(first)
  const available = amountIn(balance.available, currency)
  if (available === 0) {
    const pending = amountIn(balance.pending, currency)
    return refuse(
      'nothing_available',
      pending > 0
        ? `No ${code} is available yet. ${formatMoney({ amount: pending, currency })} is pending and can be sent once it settles.`
        : `No ${code} is available. New payments can be sent once they settle.`,
    )
  }
  const { source, amount } = richestSource(balance, currency)
  const step = payoutIncrement(currency)
  const most = amount - (amount % step)
  if (most < step) return refuseBelowMinimum(amount, step, currency)
  return offered({
    method: 'standard',
    currency,
    source,
    remainder: available - amount,
    least: step,
    limit: null,
    step,
    destinations: healthy.map((account) => ({ ...account, most, feeForMost: null })),
  })
}

function offerInstant(
  currency: string,
  { account, balance, externalAccounts }: AccountMoney,
  choice: InstantPayoutsChoice,
): PayoutOfferResult {
  const code = currency.toUpperCase()
  const limits = instantPayoutLimits(account.country)
  if (!limits) {
    return refuse(
      'instant_country',
      account.country === null
        ? 'Stripe doesn’t say in which country this account is, so it isn’t known whether it can have instant payouts.'
        : 'Stripe doesn’t offer instant payouts in this country.',
    )
  }
  if (limits.currency !== currency) {
    return refuse(
      'instant_currency',
      `Instant payouts of this account are in ${limits.currency.toUpperCase()} only; ${code} is sent by standard payouts.`,
    )
  }
  if (!balance.instant) {
    return refuse(
      'instant_not_read',
      'The amount available for instant payouts hasn’t been read from Stripe yet. Reload the page to read it.',
    )
  }
  const accounts = instantAccounts(currency, externalAccounts)
  if (!accounts.ok) return accounts
  const ready = balance.instant.find((money) => money.currency === currency)
  if (!ready || ready.amount <= 0) {
    return refuse(
      'nothing_instant',
      `No ${code} is available for instant payouts. ${describeEligibility(account)} Standard payouts aren’t affected.`,
    )
  }
  const netAmounts = accounts.value.flatMap((destination) => {
    const net =
      ready.net.length === 0 ? ready.amount : ready.net.find((n) => n.destinationId === destination.id)?.amount
    return net === undefined ? [] : [{ destination, net }]
  })
  if (netAmounts.length === 0) {
    return refuse(
      'instant_account_not_offered',
      `Stripe doesn’t currently offer instant payouts to the bank accounts and cards for ${code}. Standard payouts aren’t affected.`,
    )
  }
  const destinations = netAmounts.map(({ destination, net }) => instantDestination(destination, net, ready, limits))
  const enough = destinations.filter(({ most }) => most >= limits.least)
  if (enough.length === 0) {
    return refuseBelowMinimum(Math.max(...netAmounts.map(({ net }) => net)), limits.least, currency)
  }
  if (choice === 'dashboard_rules') {
    return refuse(
      'instant_by_dashboard_rules',
      'The platform’s rules in the Stripe Dashboard decide about instant payouts, and only Stripe’s component applies them. Where the rules allow it, send the instant payout there.',
    )
  }
  return offered({
    method: 'instant',
    currency,
    source: 'card',
    remainder: 0,
    least: limits.least,
    limit: limits.most,
    step: payoutIncrement(currency),
    destinations: enough,
  })
}

/** Stripe docs, instant payouts for Connect platforms: what else than card payments it takes. */
const describeEligibility = ({ controller }: AccountMoney['account']): string =>
  controller.lossesLiability === 'stripe'
    ? 'Stripe is liable for this account’s negative balances, so Stripe decides whether it can have them.'
    : 'They need card payments of the last days, an account that Stripe considers eligible, and a platform that has instant payouts set up in the Stripe Dashboard.'

/** The bank accounts and cards for a currency that accept instant payouts and need no attention, the default first. */
function instantAccounts(
  currency: string,
  externalAccounts: readonly ExternalAccount[],
): { ok: true; value: ExternalAccount[] } | Refused {
  const inCurrency = defaultFirst(externalAccounts, currency)
  if (inCurrency.length === 0) return refuseWithoutAccount(currency, externalAccounts)
  const instant = inCurrency.filter(({ takesInstant }) => takesInstant === true)
  const [first] = instant
  if (!first) {
    const isUnknown = inCurrency.some(({ takesInstant }) => takesInstant === null)
    return refuse(
      'no_instant_account',
      isUnknown
        ? `Stripe doesn’t say whether a bank account or card for ${currency.toUpperCase()} accepts instant payouts.`
        : `No bank account or card for ${currency.toUpperCase()} accepts instant payouts. Add one that does.`,
    )
  }
  const healthy = instant.filter((candidate) => !needsAttention(candidate))
  return healthy.length > 0 ? { ok: true, value: healthy } : refuseNeedingAttention(first)
}

function instantDestination(
  account: ExternalAccount,
  net: number,
  ready: { amount: number; currency: string; net: readonly unknown[] },
  limits: InstantPayoutLimits,
): PayoutDestination {
  const most = Math.min(net - (net % payoutIncrement(ready.currency)), limits.most)
  const fee = Math.round((ready.amount - net) * (most / net))
  return { ...account, most, feeForMost: ready.net.length === 0 ? null : fee }
}

/**
 * What the platform takes for an instant payout of an amount (minor units) to one of the offer's destinations, the
 * first where none is given: its share of the fee on the most. Null where that is not known or the amount is not offered.
 */
export function estimateInstantFee(offer: PayoutOffer, amount: number, destinationId?: string): number | null {
  const { most, feeForMost } = offer.destinations.find(({ id }) => id === destinationId) ?? offer
  if (feeForMost === null || !Number.isSafeInteger(amount) || amount <= 0 || amount > most) return null
  return Math.round(feeForMost * (amount / most))
}

/** A payout as somebody orders it; the amount in minor units is what reaches the destination. */
export type PayoutOrder = { method: PayoutMethod; amount: number; currency: string; destinationId: string }

/** What is wrong with an order under an offer, by field and in words; empty where it can be sent. */
export function findOrderErrors(order: PayoutOrder, offer: PayoutOffer): { amount?: string; destination?: string } {
  const destination = offer.destinations.find(({ id }) => id === order.destinationId)
  const amount = findAmountError(order, offer, destination?.most ?? offer.most)
  return {
    ...(amount && { amount }),
    ...(!destination && { destination: 'Choose a bank account or card from the list.' }),
  }
}

function findAmountError({ method, amount, currency }: PayoutOrder, offer: PayoutOffer, most: number): string | null {
  const { least, limit, step } = offer
  const money = (minor: number) => formatMoney({ amount: minor, currency })
  if (method !== offer.method || currency !== offer.currency) return 'This isn’t the payout that was offered.'
  if (!Number.isSafeInteger(amount)) return 'Enter an amount.'
  if (amount <= 0) return 'Enter an amount above zero.'
  if (amount < least) return `The minimum payout is ${money(least)}.`
  if (limit !== null && amount > limit) return `The maximum for one instant payout is ${money(limit)}.`
  if (amount > most) return `Up to ${money(most)} can be sent now.`
  if (amount % step === 0) return null
  return step === WHOLE_UNIT
    ? `Payouts in ${currency.toUpperCase()} have no decimals.`
    : `The last digit of a payout in ${currency.toUpperCase()} is 0.`
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

function refuse(code: PayoutRefusalCode, because: string): Refused {
  return { ok: false, refusal: { code, because } }
}

const refuseWithoutAccount = (currency: string, accounts: readonly ExternalAccount[]) =>
  accounts.some((account) => account.currency === null)
    ? refuse(
        'external_account_currency_unknown',
        `Stripe doesn’t say which bank account or card is for ${currency.toUpperCase()}, so none can be chosen here.`,
      )
    : refuse('no_external_account', `${describeMissingBank(currency)} Add one to send payouts.`)

const refuseNeedingAttention = (account: ExternalAccount) =>
  refuse(
    'external_account_needs_attention',
    `${describeNeedsAttention(account)}. Update its details or use another account.`,
  )

function refuseBelowMinimum(amount: number, least: number, currency: string): Refused {
  const money = (minor: number) => formatMoney({ amount: minor, currency })
  return refuse('below_minimum_payout', `${money(amount)} can be sent, and the minimum payout is ${money(least)}.`)
}
