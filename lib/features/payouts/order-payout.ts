import 'server-only'
import { requestOrigin } from '@/lib/auth/request'
import { allowedPayoutMethods } from '@/lib/domain/access/payout-access'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { nameExternalAccount } from '@/lib/domain/accounts/external-account'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { formatMoney } from '@/lib/domain/money/money'
import { type AccountMoney, findOrderErrors, offerManualPayout } from '@/lib/domain/payouts/manual-payout'
import type { Payout } from '@/lib/domain/payouts/payout'
import { type Result, succeed } from '@/lib/domain/result'
import { describeReadFailure, describeRefusal, type StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { readAccountOverview } from '@/lib/gateways/db/account-overview'
import { confirmEntry, findAccountEntry, type NewOutcome } from '@/lib/gateways/db/audit-log'
import {
  beginPayoutOrder,
  closePayoutOrder,
  findOpenOrder,
  findPayoutOrder,
  holdTurn,
  leaveOrderOpen,
} from '@/lib/gateways/db/payout-orders'
import { readPlatformRules } from '@/lib/gateways/db/platform-rules'
import { readBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { listExternalAccounts } from '@/lib/gateways/stripe/external-accounts'
import { createPayout, findPayoutOfEntry } from '@/lib/gateways/stripe/payouts'
import type { OrderOutcome } from './order-outcome'
import type { Submission } from './order-schema'

type Payer = AccountAccess<'payouts:create'>

/** Far longer than an order takes from the last look at its turn to its landing at Stripe. Milliseconds. */
const LANDS_WITHIN = 10 * 60_000

const isRecent = (at: Date) => Date.now() - at.getTime() < LANDS_WITHIN

/**
 * Intent and turn on disk, then what Stripe says now, then the payout under the intent's id, then the outcome. One
 * confirmation is one order, and while an order of the account is open no other begins, so nothing is paid out twice.
 */
export async function orderPayout(access: Payer, { orderId, order, seen }: Submission): Promise<OrderOutcome> {
  const account = await readAccountOverview(access)
  const destination = account.externalAccounts?.find(({ id }) => id === order.destinationId)
  const event = {
    type: 'payout.create',
    order,
    destination: destination ? nameExternalAccount(destination) : order.destinationId,
  } as const
  const begun = await takeTurn(access, { orderId, event, origin: await requestOrigin() })
  if (begun.kind === 'repeated') return checkOrder(access, begun.entryId)
  if (begun.kind === 'busy')
    return {
      kind: 'refused',
      message:
        'It is not known yet what became of another payout of this account. Look at the payouts in some minutes.',
    }

  const { entryId } = begun
  const close = (outcome: NewOutcome) => closePayoutOrder(entryId, outcome)
  const refuse = (message: string, stripeRequestId: string | null = null) =>
    close({ outcome: 'refused', stripeRequestId, message: `Nothing was sent: ${message}` })

  const picture = await readAccountMoney(access, account)
  if (!picture.ok) {
    const because = describeReadFailure(picture.failure)
    await refuse(because, picture.failure.requestId)
    return { kind: 'refused', message: `Nothing was paid out: ${because}` }
  }
  const mayUse = allowedPayoutMethods(access, await readPlatformRules())
  const offered = offerManualPayout(order.method, order.currency, picture.value, mayUse)
  if (!offered.ok) {
    await refuse(offered.refusal.because)
    return { kind: 'refused', message: `Nothing was paid out: ${offered.refusal.because}` }
  }
  const { offer } = offered
  const most = offer.destinations.find(({ id }) => id === order.destinationId)?.most ?? offer.most
  if (most < seen) {
    const message = `The balance has changed: ${formatMoney({ amount: most, currency: order.currency })} can be paid out now. Nothing was sent; look at the amount and confirm again.`
    await close({ outcome: 'conflict', stripeRequestId: null, message })
    return { kind: 'changed', message, most }
  }
  const fields = findOrderErrors(order, offer)
  if (Object.keys(fields).length > 0) {
    await refuse(Object.values(fields).join(' '))
    return { kind: 'invalid', fields }
  }

  if (!(await holdTurn(entryId))) return checkOrder(access, entryId)
  const made = await createPayout(access, order, { source: offer.source, entryId })
  if (made.ok) {
    await close({ outcome: 'applied', stripeRequestId: made.value.requestId })
    return toMade(made.value.payout)
  }
  return finishFailedOrder(entryId, made.failure)
}

/** Begins the order; where an old one holds the turn, finds out what became of that one first. */
async function takeTurn(access: Payer, beginning: Parameters<typeof beginPayoutOrder>[1]) {
  const begun = await beginPayoutOrder(access, beginning)
  if (begun.kind !== 'busy') return begun
  await resolveOpenOrder(access)
  return beginPayoutOrder(access, beginning)
}

async function readAccountMoney(
  access: Payer,
  account: Awaited<ReturnType<typeof readAccountOverview>>,
): Promise<Result<AccountMoney, StripeFailure>> {
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

async function finishFailedOrder(entryId: string, failure: StripeFailure): Promise<OrderOutcome> {
  const stripeRequestId = failure.requestId
  if (failure.kind === 'no_answer') {
    await leaveOrderOpen(entryId, {
      outcome: 'unknown',
      stripeRequestId,
      message: 'Stripe did not answer. The payout may have been made.',
    })
    return { kind: 'unknown', entryId }
  }
  const message = describeRefusal(failure)
  await closePayoutOrder(entryId, { outcome: 'refused', stripeRequestId, message })
  if (failure.kind !== 'invalid') return { kind: 'refused', message: `Nothing was paid out: ${message}` }
  return { kind: 'invalid', fields: failure.param === 'destination' ? { destination: message } : { amount: message } }
}

const toMade = ({ id, amount, currency, arrivesOn, method }: Payout): OrderOutcome => ({
  kind: 'made',
  payout: { id, amount, currency, arrivesOn, method },
})

/** Asks Stripe what became of an order without an answer: its payout is there, or it can no longer come. */
export async function checkOrder(access: AccountAccess, entryId: string): Promise<OrderOutcome> {
  const entry = await findAccountEntry(access, entryId)
  if (entry?.event.type !== 'payout.create') return { kind: 'refused', message: 'There is no such order.' }
  const found = await resolveOrder(access, entry)
  if (found) return toMade(found)
  if ((await findPayoutOrder(entryId))?.isOpen) return { kind: 'unknown', entryId }
  const message = (await findAccountEntry(access, entryId))?.outcomeMessage
  return { kind: 'refused', message: message ?? 'Nothing was paid out.' }
}

/**
 * The payout of an order where Stripe has it, recorded when that is the last word: an order that is still young may
 * hear from Stripe itself, or land. What is found late puts right what had been given up.
 */
async function resolveOrder(access: AccountAccess, entry: AuditEntry): Promise<Payout | null> {
  const order = await findPayoutOrder(entry.id)
  if (entry.event.type !== 'payout.create' || !order) return null
  const found = await findPayoutOfEntry(access, { entryId: entry.id, since: entry.at, order: entry.event.order })
  if (!found.ok) return null
  const outcome = { stripeRequestId: null }
  if (found.value) {
    if (entry.outcome === 'pending' && isRecent(order.at)) return found.value
    const message = 'Read back from Stripe: the payout was made.'
    const isClosed = await closePayoutOrder(entry.id, { ...outcome, outcome: 'applied', message })
    if (!isClosed && entry.outcome === 'refused') await confirmEntry(entry.id, message)
  } else if (order.isOpen && !isRecent(order.at)) {
    const message = 'Read back from Stripe: no payout was made.'
    await closePayoutOrder(entry.id, { ...outcome, outcome: 'refused', message })
  }
  return found.value
}

/** Whoever next looks at the account finds out what became of an order that a crash or a lost answer left open. */
export async function resolveOpenOrder(access: AccountAccess): Promise<void> {
  const open = await findOpenOrder(access)
  const entry = open && !isRecent(open.at) ? await findAccountEntry(access, open.entryId) : null
  if (entry) await resolveOrder(access, entry)
}
