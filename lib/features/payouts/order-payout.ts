import 'server-only'
import { allowedPayoutMethods } from '@/lib/domain/access/payout-access'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { nameExternalAccount } from '@/lib/domain/accounts/external-account'
import type { PayoutSource } from '@/lib/domain/money/balance'
import { formatMoney } from '@/lib/domain/money/money'
import type { AccountMoney } from '@/lib/domain/payouts/account-money'
import { findOrderErrors, offerManualPayout } from '@/lib/domain/payouts/manual-payout'
import type { Payout } from '@/lib/domain/payouts/payout'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { describeReadFailure, describeRefusal, type StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { readAccountOverview } from '@/lib/gateways/db/account-overview'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { readBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { listExternalAccounts } from '@/lib/gateways/stripe/external-accounts'
import { createPayout, findPayoutOfEntry } from '@/lib/gateways/stripe/payouts'
import { type NotSent, writeDurably } from '@/lib/record/durable-write'
import { checkIntent } from '@/lib/record/resolve-intents'
import type { OrderOutcome } from './order-outcome'
import type { Submission } from './order-schema'

type Payer = AccountAccess<'payouts:create'>

/**
 * One durable write: one confirmation is one order, and while it is not known what became of an order of the account, no
 * other begins. So nothing is paid out twice.
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
      return {
        kind: 'refused',
        message: 'It isn’t known yet what became of another payout of this account. Check the payouts in a moment.',
      }
    case 'failed':
      return {
        kind: 'refused',
        message: 'Nothing was paid out because of an error in Spillway. Try again in a moment.',
      }
  }
}

/** The kind of money that the payout draws on, or why it can't be made as it was confirmed. */
async function checkOffer(
  access: Payer,
  account: AccountOverview,
  { order, seen }: Pick<Submission, 'order' | 'seen'>,
): Promise<Result<PayoutSource, NotSent<OrderOutcome>>> {
  const refuse = (because: string, stripeRequestId: string | null = null) =>
    fail({
      outcome: 'refused' as const,
      stripeRequestId,
      message: `Nothing was sent: ${because}`,
      answer: { kind: 'refused' as const, message: `Nothing was paid out: ${because}` },
    })
  const money = await readAccountMoney(access, account)
  if (!money.ok) return refuse(describeReadFailure(money.failure), money.failure.requestId)
  const allowed = allowedPayoutMethods(access, await readPlatformRules())
  const offered = offerManualPayout(order.method, order.currency, money.value, allowed)
  if (!offered.ok) return refuse(offered.refusal.because)

  const { offer } = offered
  const most = offer.destinations.find(({ id }) => id === order.destinationId)?.most ?? offer.most
  if (most < seen) {
    const message = `The balance has changed: ${formatMoney({ amount: most, currency: order.currency })} can be paid out now. Nothing was sent; look at the amount and confirm again.`
    return fail({ outcome: 'conflict', stripeRequestId: null, message, answer: { kind: 'changed', message, most } })
  }
  const fields = findOrderErrors(order, offer)
  if (Object.keys(fields).length === 0) return succeed(offer.source)
  return fail({
    outcome: 'refused',
    stripeRequestId: null,
    message: `Nothing was sent: ${Object.values(fields).join(' ')}`,
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
  if (failure.kind !== 'invalid') return { kind: 'refused', message: `Nothing was paid out: ${message}` }
  return { kind: 'invalid', fields: failure.param === 'destination' ? { destination: message } : { amount: message } }
}

const toMade = ({ id, amount, currency, arrivesOn, method }: Payout): OrderOutcome => ({
  kind: 'made',
  payout: { id, amount, currency, arrivesOn, method },
})

/** Finds out what became of an order without an answer. */
export async function checkOrder(access: AccountAccess, entryId: string): Promise<OrderOutcome> {
  const checked = await checkIntent(access, entryId)
  if (checked?.entry.event.type !== 'payout.create') return { kind: 'refused', message: 'There is no such order.' }
  const { at, outcome, outcomeMessage } = checked.entry
  if (checked.isOpen) return { kind: 'unknown', entryId }
  if (outcome !== 'applied') return { kind: 'refused', message: outcomeMessage ?? 'Nothing was paid out.' }
  const found = await findPayoutOfEntry(access, { entryId, since: at, order: checked.entry.event.order })
  return found.ok && found.value ? toMade(found.value) : { kind: 'unknown', entryId }
}
