import 'server-only'
import { allowedPayoutMethods } from '@/lib/domain/access/payout-access'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { nameExternalAccount } from '@/lib/domain/accounts/external-account'
import type { PayoutSource } from '@/lib/domain/money/balance'
import { formatMoney } from '@/lib/domain/money/money'
import type { AccountMoney } from '@/lib/domain/payouts/account-money'
import { findCoolingOff } from '@/lib/domain/payouts/cooling-off'
import { findOrderErrors, offerManualPayout } from '@/lib/domain/payouts/manual-payout'
import type { Payout } from '@/lib/domain/payouts/payout'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { describeReadFailure, describeRefusal, type StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { environment } from '@/lib/env'
import { readAccountOverview } from '@/lib/gateways/db/account-overview'
import { findBankAddedAt } from '@/lib/gateways/db/known-banks'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { readBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { listExternalAccounts } from '@/lib/gateways/stripe/external-accounts'
import { createPayout, findPayoutOfEntry } from '@/lib/gateways/stripe/payouts'
import { type NotSent, writeDurably } from '@/lib/record/durable-write'
import { checkIntent } from '@/lib/record/resolve-intents'
import type { OrderOutcome } from './order-outcome'
import type { Submission } from './order-schema'
import { orderOutcomeText as text } from './outcome-text'

type Payer = AccountAccess<'payouts:create'>

/**
 * Sends a manual payout as one durable write: one confirmation is one order, and while the outcome of an order is unknown,
 * the account takes no other. So nothing is paid out twice.
 */
export async function orderPayout(access: Payer, { orderId, order, seen }: Submission): Promise<OrderOutcome> {
  const account = await readAccountOverview(access)
  const destination = account.externalAccounts?.value.find(({ id }) => id === order.destinationId)
  const written = await writeDurably(access, {
    event: {
      type: 'payout.create',
      order,
      destination: destination ? nameExternalAccount(destination) : order.destinationId,
    },
    confirmationId: orderId,
    check: () => checkOffer(access, account, { order, seen }),
    send: (entryId, source) => createPayout(access, order, { source, entryId }),
  })
  switch (written.kind) {
    case 'done':
      return toMade(written.value.payout)
    case 'not_sent':
      return written.answer
    case 'refused':
      return toRefusal(written.failure)
    case 'unknown':
      return written
    case 'repeated':
      return checkOrder(access, written.entryId)
    case 'busy':
      return { kind: 'refused', message: text.busy }
    case 'failed':
      return { kind: 'refused', message: text.failed }
  }
}

/** The payment source of the payout, or why it can't be sent as it was confirmed. */
async function checkOffer(
  access: Payer,
  account: AccountOverview,
  { order, seen }: Pick<Submission, 'order' | 'seen'>,
): Promise<Result<PayoutSource, NotSent<OrderOutcome>>> {
  const refuse = (because: string, stripeRequestId: string | null = null) => {
    const message = text.notSent(because)
    return fail({
      outcome: 'refused' as const,
      stripeRequestId,
      message,
      answer: { kind: 'refused' as const, message },
    })
  }
  const money = await readAccountMoney(access, account)
  if (!money.ok) return refuse(describeReadFailure(money.failure), money.failure.requestId)
  // What was stored before first sightings were kept has been there for long.
  const isStored = account.externalAccounts?.value.some(({ id }) => id === order.destinationId)
  const known = (await findBankAddedAt(access, order.destinationId)) ?? (isStored ? { addedAt: null } : null)
  const coolingOff = findCoolingOff(known, environment().PAYOUT_COOLING_OFF_HOURS, Date.now())
  if (coolingOff) return refuse(coolingOff)
  const allowed = allowedPayoutMethods(access, await readPlatformRules())
  const offered = offerManualPayout(order.method, order.currency, money.value, allowed)
  if (!offered.ok) return refuse(offered.refusal.because)

  const { offer } = offered
  const most = offer.destinations.find(({ id }) => id === order.destinationId)?.most ?? offer.most
  if (most < seen) {
    const message = text.changed(formatMoney({ amount: most, currency: order.currency }))
    return fail({ outcome: 'conflict', stripeRequestId: null, message, answer: { kind: 'changed', message, most } })
  }
  const fields = findOrderErrors(order, offer)
  if (Object.keys(fields).length === 0) return succeed(offer.source)
  return fail({
    outcome: 'refused',
    stripeRequestId: null,
    message: text.notSent(Object.values(fields).join(' ')),
    answer: { kind: 'invalid', fields },
  })
}

async function readAccountMoney(access: Payer, account: AccountOverview): Promise<Result<AccountMoney, StripeFailure>> {
  const [balance, settings, externalAccounts] = await Promise.all([
    readBalance(access),
    readBalanceSettings(access),
    listExternalAccounts(access),
  ])
  if (!balance.ok) return balance
  if (!settings.ok) return settings
  if (!externalAccounts.ok) return externalAccounts
  return succeed({
    now: balance.value.asOf ?? Date.now(),
    account,
    settings: settings.value.value,
    balance: balance.value,
    externalAccounts: externalAccounts.value,
    payouts: [],
  })
}

function toRefusal(failure: StripeFailure): OrderOutcome {
  const message = describeRefusal(failure)
  if (failure.kind !== 'invalid') return { kind: 'refused', message: text.notSent(message) }
  return { kind: 'invalid', fields: failure.param === 'destination' ? { destination: message } : { amount: message } }
}

const toMade = ({ id, amount, currency, arrivesOn, method }: Payout): OrderOutcome => ({
  kind: 'made',
  payout: { id, amount, currency, arrivesOn, method },
})

/** Finds the outcome of an order without an answer. */
export async function checkOrder(access: AccountAccess, entryId: string): Promise<OrderOutcome> {
  const checked = await checkIntent(access, entryId)
  if (checked?.entry.event.type !== 'payout.create') return { kind: 'refused', message: text.noSuchOrder }
  const { at, outcome, outcomeMessage } = checked.entry
  if (checked.isOpen) return { kind: 'unknown', entryId }
  if (outcome !== 'applied') return { kind: 'refused', message: outcomeMessage ?? text.nothingSent }
  const found = await findPayoutOfEntry(access, { entryId, since: at, order: checked.entry.event.order })
  return found.ok && found.value ? toMade(found.value) : { kind: 'unknown', entryId }
}
