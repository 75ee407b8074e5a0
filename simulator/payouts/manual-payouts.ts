import { instantLimits } from '../banks/countries.ts'
import { isCurrency, payoutStep } from '../banks/currencies.ts'
import { malformed, notFound, refused } from '../http/stripe-error.ts'
import { collectPayoutFee } from '../money/application-fees.ts'
import { instantAvailable, instantFee } from '../money/balance-view.ts'
import { spendableAmount } from '../money/balances.ts'
import { settleEarly } from '../money/post.ts'
import type { Account, Cause, ExternalAccount, Metadata, Payout, SourceType } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { instantArrival, sendPayout, standardArrival } from './send-payout.ts'

export interface WantedPayout {
  amount: number
  currency: string
  description?: string | undefined
  destination?: string | undefined
  metadata?: Metadata | undefined
  method?: 'instant' | 'standard' | undefined
  payout_method?: string | undefined
  source_type?: SourceType | undefined
  statement_descriptor?: string | undefined
}

/** Makes a manual payout, standard or instant. */
export function createPayout(world: World, account: Account, wanted: WantedPayout, cause: Cause): Payout {
  const currency = wanted.currency.toLowerCase()
  const method = wanted.method ?? 'standard'
  const sourceType = wanted.source_type ?? 'card'
  checkAmount(wanted.amount, currency)
  if (wanted.payout_method !== undefined) throw notFound('payout method', wanted.payout_method, 'payout_method')
  const destination = findDestination(account, currency, wanted.destination)
  if (!account.payouts_enabled) {
    // the message is [assumption]; the code is in [sdk types]
    throw refused('Cannot create payouts: this account has payouts disabled.', { code: 'payouts_not_allowed' })
  }
  const fee = method === 'instant' ? instantFee(world, wanted.amount) : 0
  if (method === 'instant') checkInstant(account, currency, wanted.amount, fee, destination, sourceType)
  else checkFunds(account, currency, wanted.amount, sourceType)

  const created = world.clock.seconds()
  if (method === 'instant') {
    const early = wanted.amount + fee - (account.balances[currency]?.available.card ?? 0)
    if (early > 0) settleEarly(account, currency, 'card', early)
  }
  const fields = {
    id: world.ids.next('po'),
    amount: wanted.amount,
    ...(fee > 0 ? { application_fee: world.ids.next('fee'), application_fee_amount: fee } : {}),
    arrival_date: method === 'instant' ? instantArrival(created) : standardArrival(account, currency, created),
    ...(wanted.description === undefined ? {} : { description: wanted.description }),
    metadata: { ...wanted.metadata },
    method,
    source_type: sourceType,
    statement_descriptor: wanted.statement_descriptor ?? account.balance_settings.statement_descriptor,
  }
  const payout = sendPayout(world, account, destination, fields, cause)
  collectPayoutFee(world, account, payout, cause)
  return payout
}

function checkAmount(amount: number, currency: string): void {
  if (!isCurrency(currency)) throw malformed(`Invalid currency: ${currency}`, { param: 'currency' })
  // [from memory] of the message
  if (amount < 1) throw malformed('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' })
  const step = payoutStep(currency)
  if (amount % step !== 0) {
    throw malformed(`Payouts in ${currency} must be a multiple of ${step} of the smallest currency unit.`, {
      param: 'amount',
    })
  }
}

function findDestination(account: Account, currency: string, id: string | undefined): ExternalAccount {
  if (id === undefined) {
    const standard = account.external_accounts.find((each) => each.currency === currency && each.default_for_currency)
    // [repos] Stripe's own message
    if (!standard) throw refused(`Sorry, you don't have any external accounts in that currency (${currency}).`)
    return standard
  }
  const external = account.external_accounts.find((each) => each.id === id)
  if (!external) throw notFound('external account', id, 'destination')
  if (external.currency !== currency) {
    throw refused(`The destination ${id} is in ${external.currency}, not in ${currency}.`, { param: 'destination' })
  }
  return external
}

function checkFunds(account: Account, currency: string, amount: number, sourceType: SourceType): void {
  if (spendableAmount(account, currency, sourceType) >= amount) return
  // [repos] for the beginning and the hint
  throw refused(
    `You have insufficient funds in your Stripe account for this transfer. Your ${sourceType} balance is too low. ` +
      'You can use the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance). ' +
      'If payouts are sent automatically, change the payout schedule to manual.',
    { code: 'balance_insufficient' },
  )
}

function checkInstant(
  account: Account,
  currency: string,
  amount: number,
  fee: number,
  destination: ExternalAccount,
  sourceType: SourceType,
): void {
  // [docs] Card payments can be paid out instantly. [assumption] Other source types can't.
  if (sourceType !== 'card') {
    throw refused(`Your ${sourceType} balance is not available for Instant Payouts.`, {
      code: 'balance_insufficient',
      param: 'source_type',
    })
  }
  if (!destination.instant || destination.status !== 'new') {
    throw refused('This external account is not eligible for Instant Payouts.', { code: 'instant_payouts_unsupported' })
  }
  const limits = instantLimits(currency)
  if (!limits || currency !== account.default_currency) {
    throw refused(`Instant Payouts are not available in ${currency} for this account.`, {
      code: 'instant_payouts_currency_disabled',
    })
  }
  if (amount < limits.least) {
    throw refused(`Instant payouts in ${currency} must be at least ${limits.least}.`, {
      code: 'amount_too_small',
      param: 'amount',
    })
  }
  if (amount > limits.most) {
    throw refused(`Instant payouts in ${currency} must be no more than ${limits.most}.`, {
      code: 'instant_payouts_limit_exceeded',
      param: 'amount',
    })
  }
  if (amount + fee > instantAvailable(account, currency)) {
    throw refused('You have insufficient funds in your Stripe account for this instant payout.', {
      code: 'balance_insufficient',
    })
  }
}
