import 'server-only'
import { openForJob, type SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import type { StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { saveSettingsSnapshot } from '@/lib/gateways/db/account-overview'
import { findAccount, markAccountGone, saveAccountProfile } from '@/lib/gateways/db/accounts'
import { confirmEntry, findAccountEntry, NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { recordBalance } from '@/lib/gateways/db/recorded-balances'
import { readRecordedExternalAccounts, recordExternalAccounts } from '@/lib/gateways/db/recorded-external-accounts'
import { OPEN_INTENT, recordOutsideChange, recordOwnChange } from '@/lib/gateways/db/recorded-settings'
import { claimStripeEvents, finishStripeEvents, releaseStripeEvents } from '@/lib/gateways/db/stripe-events'
import { readAccount } from '@/lib/gateways/stripe/accounts'
import { readBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { listExternalAccounts } from '@/lib/gateways/stripe/external-accounts'
import { readPayout } from '@/lib/gateways/stripe/payouts'
import { log } from '@/lib/log'
import { CONFIRMED, recordPayout } from './tell-payout'

/** Milliseconds before an event is looked at again when its time has not come, and how often that is tried here. */
const LATER = 1000
const TRIES = 8

/** Milliseconds after which no other event of a claim is begun; what is left is claimed anew. */
const HOLDS = 15_000

/** What an endpoint may send besides is not kept: it would only draw open pages anew. */
export const concernsUs = (type: string): boolean =>
  type.startsWith('account.') || type.startsWith('payout.') || OTHERS.has(type)
const OTHERS = new Set(['balance_settings.updated', 'balance.available'])

type WaitingEvent = Awaited<ReturnType<typeof claimStripeEvents>>[number]
type Progress = 'done' | 'later'

/** Events of one account that are worked off together, and what they have read from Stripe by now: each thing once. */
type Batch = {
  events: WaitingEvent[]
  account?: Promise<Progress>
  balance?: Promise<Progress>
  externalAccounts?: Promise<Progress>
  settings?: ReturnType<typeof readSettings>
  payouts: Map<string, ReturnType<typeof readPayout>>
}

/**
 * Works off every event that waits, account by account. An event is a hint: what it speaks of is read from Stripe, so
 * the order and number of deliveries do not matter. What cannot be read now is left for the next event to take up.
 */
export async function processWaitingEvents(): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const postponed: string[] = []
    const claim = () => claimStripeEvents(new Date(), { except: postponed })
    let events = await claim()
    while (events.length > 0) {
      const batch: Batch = { events, payouts: new Map() }
      const done: string[] = []
      const endsAt = Date.now() + HOLDS
      for (const event of events) {
        const isInTime = Date.now() < endsAt
        if (isInTime && (await tryEvent(event, batch)) === 'done') done.push(event.id)
        else postponed.push(event.id)
      }
      await finishStripeEvents(done, new Date())
      events = await claim()
    }
    if (postponed.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, LATER))
    await releaseStripeEvents(postponed)
  }
}

async function tryEvent(event: WaitingEvent, batch: Batch): Promise<Progress> {
  try {
    return await processEvent(event, batch)
  } catch (error) {
    log().error({ err: error, stripeEventId: event.id }, 'event not processed')
    return 'later'
  }
}

async function processEvent(event: WaitingEvent, batch: Batch): Promise<Progress> {
  if (!event.accountId) return 'done'
  const known = await findAccount(event.accountId)
  const access = openForJob('stripe_event', known ?? unknownAccount(event.accountId))

  if (known && event.type.startsWith('account.external_account.')) {
    batch.externalAccounts ??= refreshExternalAccounts(access, batch.events)
    return batch.externalAccounts
  }
  if (event.type.startsWith('account.')) {
    batch.account ??= refreshAccount(access, event, { isKnown: known !== null, batch })
    return batch.account
  }
  if (!known) return 'done'
  if (event.type === 'balance_settings.updated') return followSettings(access, event, batch)
  if (event.type.startsWith('payout.')) return followPayout(access, event, batch)
  if (event.type === 'balance.available') {
    batch.balance ??= refreshBalance(access)
    return batch.balance
  }
  return 'done'
}

/** Enough of an account to ask Stripe about one that the list has not met yet. */
function unknownAccount(id: string): AccountRef {
  return {
    id,
    name: id,
    country: '',
    controller: { lossesLiability: 'stripe', requirementCollection: 'stripe', dashboard: 'full', isController: false },
  }
}

/** A failure that will pass is tried again; for one that will not, the event has said all it can. */
const afterFailure = (failure: StripeFailure): Progress =>
  failure.kind === 'no_answer' || failure.kind === 'rate_limited' ? 'later' : 'done'

async function refreshAccount(
  access: SystemAccess,
  event: WaitingEvent,
  { isKnown, batch }: { isKnown: boolean; batch: Batch },
): Promise<Progress> {
  const profile = await readAccount(access)
  if (profile.ok) {
    await saveAccountProfile(profile.value, new Date())
    if (!isKnown) await readForTheFirstTime(access, batch.events)
    return 'done'
  }
  if (profile.failure.kind !== 'account_unreachable') return afterFailure(profile.failure)
  if (isKnown && (await markAccountGone(access, new Date()))) {
    await recordEntry({
      event: { type: 'account.disconnected', stripeEventId: event.id },
      actor: { kind: 'outside', name: '' },
      account: access.account,
      origin: NO_ORIGIN,
    })
  }
  return 'done'
}

/** What later changes are compared with; the sync makes up for it where Stripe does not answer now. */
async function readForTheFirstTime(access: SystemAccess, events: readonly WaitingEvent[]): Promise<void> {
  const readAt = new Date()
  const [settings, balance] = await Promise.all([
    readBalanceSettings(access),
    readBalance(access),
    refreshExternalAccounts(access, events),
  ])
  if (balance.ok) await recordBalance(access, balance.value, readAt)
  if (!settings.ok) return
  await saveSettingsSnapshot(access, settings.value.value, readAt)
  await recordOutsideChange(access, settings.value.value, { readAt, stripeEventId: null })
}

async function readSettings(access: SystemAccess) {
  const readAt = new Date()
  const answer = await readBalanceSettings(access)
  if (answer.ok) await saveSettingsSnapshot(access, answer.value.value, readAt)
  return { answer, readAt }
}

async function followSettings(access: SystemAccess, event: WaitingEvent, batch: Batch): Promise<Progress> {
  batch.settings ??= readSettings(access)
  const { answer, readAt } = await batch.settings
  if (!answer.ok) return afterFailure(answer.failure)
  const settings = answer.value.value

  const ours = event.idempotencyKey ? await findAccountEntry(access, event.idempotencyKey) : null
  if (ours) {
    // The save itself may still hear from Stripe, and then it has the word.
    if (ours.outcome === 'pending' && Date.now() - ours.at.getTime() < OPEN_INTENT) return 'later'
    // Our write, and Stripe says that it took effect: an answer that was lost is known after all.
    if (ours.outcome !== 'applied' && ours.event.type === 'balance_settings.update') {
      await recordOwnChange(access, ours.event.changes, { sentAt: ours.at })
      await confirmEntry(ours.id, CONFIRMED)
    }
    return 'done'
  }
  return (await recordOutsideChange(access, settings, { readAt, stripeEventId: event.id })) === 'wait'
    ? 'later'
    : 'done'
}

/** Whoever reads first records what has changed, so the order and number of events do not matter. */
async function refreshExternalAccounts(access: SystemAccess, events: readonly WaitingEvent[]): Promise<Progress> {
  const readAt = new Date()
  const answer = await listExternalAccounts(access)
  if (!answer.ok) return afterFailure(answer.failure)
  await recordExternalAccounts(access, answer.value, {
    readAt,
    isNewer: ({ id }) =>
      events.some(({ type, objectId }) => type === 'account.external_account.created' && objectId === id),
  })
  return 'done'
}

async function followPayout(access: SystemAccess, event: WaitingEvent, batch: Batch): Promise<Progress> {
  const payout = event.objectId ? await readPayoutOnce(access, event.objectId, batch) : null
  if (payout && !payout.ok) return afterFailure(payout.failure)
  if (payout && !(await readRecordedExternalAccounts(access))) {
    batch.externalAccounts ??= refreshExternalAccounts(access, batch.events)
    await batch.externalAccounts
  }
  const told = payout ? await recordPayout(access, payout.value, event.idempotencyKey) : 'done'
  batch.balance ??= refreshBalance(access)
  return told === 'later' ? 'later' : batch.balance
}

function readPayoutOnce(access: SystemAccess, payoutId: string, batch: Batch) {
  const reading = batch.payouts.get(payoutId) ?? readPayout(access, payoutId)
  batch.payouts.set(payoutId, reading)
  return reading
}

async function refreshBalance(access: SystemAccess): Promise<Progress> {
  const readAt = new Date()
  const answer = await readBalance(access)
  if (!answer.ok) return afterFailure(answer.failure)
  await recordBalance(access, answer.value, readAt)
  return 'done'
}
