import 'server-only'
import { openForJob, type SystemAccess } from '@/lib/domain/access/permissions'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { succeed } from '@/lib/domain/result'
import { isPassing, type StripeFailure } from '@/lib/domain/stripe/stripe-failure'
import { saveSettingsSnapshot } from '@/lib/gateways/db/account-overview'
import { markAccountGone, noteAuthorized, saveAccountProfiles } from '@/lib/gateways/db/accounts'
import { findAccountEntry, recordOutside } from '@/lib/gateways/db/audit-log'
import { confirmIntent, isHeld } from '@/lib/gateways/db/intents'
import { savePayoutReadings } from '@/lib/gateways/db/payout-readings'
import { readRecordedExternalAccounts } from '@/lib/gateways/db/recorded-external-accounts'
import type { WaitingEvent } from '@/lib/gateways/db/stripe-events'
import { readAccount } from '@/lib/gateways/stripe/accounts'
import { readBalanceSettings } from '@/lib/gateways/stripe/balance-settings'
import { readBalance } from '@/lib/gateways/stripe/balances'
import { listExternalAccounts } from '@/lib/gateways/stripe/external-accounts'
import { readPayout } from '@/lib/gateways/stripe/payouts'
import { recordBalance } from './balance-record'
import { recordExternalAccounts } from './external-accounts-record'
import { recordOutsideChange, recordOwnChange } from './outside-changes'
import { recordPayout, refreshPayoutReadings } from './payout-record'
import { readSettings } from './read-settings'
import { CONFIRMED, resolveAccountIntents } from './resolve-intents'

/** `later` where Stripe couldn’t be read; `held` while one of our own writes, which the event may be about, is in progress. */
export type Progress = 'done' | 'later' | 'held'

/** Events of one account that are processed together. Each thing is read from Stripe once for all of them. */
export type Batch = {
  access: SystemAccess
  /** Whether the account is in the list. */
  isKnown: boolean
  events: readonly WaitingEvent[]
  account?: Promise<Progress>
  balance?: Promise<Progress>
  externalAccounts?: Promise<Progress>
  settings?: ReturnType<typeof readSettingsOnce>
  payouts: Map<string, ReturnType<typeof readPayoutAt>>
}

type Handler = (batch: Batch, event: WaitingEvent) => Promise<Progress>

/** Of an account that is not in the list, nothing is kept that could be compared or refreshed. */
const ofKnownAccounts =
  (handle: Handler): Handler =>
  async (batch, event) =>
    batch.isKnown ? handle(batch, event) : 'done'

const accountChanged: Handler = (batch, event) => {
  batch.account ??= refreshAccount(batch, event)
  return batch.account
}
const accountAuthorized: Handler = async (batch, event) => {
  const wasKnown = batch.isKnown
  const progress = await accountChanged(batch, event)
  if (progress !== 'done' || !batch.isKnown) return progress
  // While it was disconnected, nothing was heard of it.
  const read = wasKnown ? await readForTheFirstTime(batch) : progress
  if (read === 'done') await noteAuthorized(batch.access, event.createdAt)
  return read
}
const externalAccountsChanged: Handler = (batch, event) =>
  batch.isKnown ? refreshExternalAccountsOnce(batch) : accountChanged(batch, event)
const payoutChanged = ofKnownAccounts(refreshPayout)

/** What is done about each event of Stripe's. README tells people to subscribe to exactly these. */
export const EVENT_HANDLERS: Readonly<Record<string, Handler>> = {
  'account.updated': accountChanged,
  'account.application.authorized': accountAuthorized,
  'account.application.deauthorized': accountChanged,
  'account.external_account.created': externalAccountsChanged,
  'account.external_account.updated': externalAccountsChanged,
  'account.external_account.deleted': externalAccountsChanged,
  'balance_settings.updated': ofKnownAccounts(refreshSettings),
  'balance.available': ofKnownAccounts(refreshBalanceOnce),
  'payout.created': payoutChanged,
  'payout.updated': payoutChanged,
  'payout.paid': payoutChanged,
  'payout.failed': payoutChanged,
  'payout.canceled': payoutChanged,
}

/** Any other event is not kept: it would only make open pages render again. */
export const concernsUs = (type: string): boolean => Object.hasOwn(EVENT_HANDLERS, type)

/** A failure that passes is worth another try; after one that does not, there is nothing more to learn from the event. */
const afterFailure = (failure: StripeFailure): Progress => (isPassing(failure) ? 'later' : 'done')

async function refreshAccount(batch: Batch, event: WaitingEvent): Promise<Progress> {
  const { access, isKnown } = batch
  const readAt = new Date()
  const profile = await readAccount(access)
  if (profile.ok) {
    await saveAccountProfiles([profile.value], readAt)
    if (isKnown) return 'done'
    batch.access = openForJob('stripe_event', profile.value)
    batch.isKnown = true
    await readForTheFirstTime(batch)
    return 'done'
  }
  if (profile.failure.kind !== 'account_unreachable') return afterFailure(profile.failure)
  if (isKnown && (await markAccountGone(access, new Date())))
    await recordOutside(access, { type: 'account.disconnected', stripeEventId: event.id })
  return 'done'
}

/** What later changes are compared with; the sync makes up for it where Stripe does not answer now. */
async function readForTheFirstTime(batch: Batch): Promise<Progress> {
  const { access } = batch
  const readAt = new Date()
  const [balance, settings] = await Promise.all([
    readBalance(access),
    readSettings(access),
    refreshExternalAccounts(batch),
    refreshPayoutReadings(access),
  ])
  if (balance.ok) await recordBalance(access, balance.value, readAt)
  return settings.ok ? 'done' : afterFailure(settings.failure)
}

async function readSettingsOnce(access: SystemAccess) {
  const readAt = new Date()
  const answer = await readBalanceSettings(access)
  if (answer.ok) await saveSettingsSnapshot(access, answer.value.value, readAt)
  return { answer, readAt }
}

async function refreshSettings(batch: Batch, event: WaitingEvent): Promise<Progress> {
  const first = await compareSettings(batch, event)
  if (first !== 'wait') return first
  const look = await resolveAccountIntents(batch.access.account.id, 'balance_settings.update')
  if (look !== 'known') return look === 'taken' ? 'held' : 'later'
  // What was open is known now, so what Stripe says can be compared at once.
  batch.settings = undefined
  const second = await compareSettings(batch, event)
  return second === 'wait' ? 'held' : second
}

async function compareSettings(batch: Batch, event: WaitingEvent): Promise<Progress | 'wait'> {
  const { access } = batch
  batch.settings ??= readSettingsOnce(access)
  const { answer, readAt } = await batch.settings
  if (!answer.ok) return afterFailure(answer.failure)
  const settings = answer.value.value

  const ours = event.idempotencyKey ? await findAccountEntry(access, event.idempotencyKey) : null
  if (ours) return confirmSave(access, ours)
  const outside = await recordOutsideChange(access, settings, { readAt, stripeEventId: event.id })
  return outside === 'wait' ? 'wait' : 'done'
}

/** Stripe says that our write took effect; where the answer to it was lost, that is its outcome. */
async function confirmSave(access: SystemAccess, { id, at, event, outcome }: AuditEntry): Promise<Progress> {
  if (event.type !== 'balance_settings.update' || outcome === 'applied') return 'done'
  // The save itself may still get its answer, which says more.
  if (await isHeld(id)) return 'held'
  await confirmIntent(
    { entryId: id, accountId: access.account.id },
    { outcome: 'applied', stripeRequestId: null, message: CONFIRMED },
    (tx, isFirst) => recordOwnChange(tx, access, event.changes, { entryId: id, reopened: isFirst ? null : at }),
  )
  return 'done'
}

function refreshExternalAccountsOnce(batch: Batch): Promise<Progress> {
  batch.externalAccounts ??= refreshExternalAccounts(batch)
  return batch.externalAccounts
}

/** The first to read records what has changed, so the order and number of events do not matter. */
async function refreshExternalAccounts({ access, events }: Batch): Promise<Progress> {
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

async function refreshPayout(batch: Batch, event: WaitingEvent): Promise<Progress> {
  const { access } = batch
  const payout = event.objectId ? await readPayoutOnce(batch, event.objectId) : null
  if (payout && !payout.ok) return afterFailure(payout.failure)
  if (payout && !(await readRecordedExternalAccounts(access))) await refreshExternalAccountsOnce(batch)
  if (payout) await savePayoutReadings(access, [payout.value.payout], payout.value.readAt)
  const progress = payout ? await recordPayout(access, payout.value.payout, event.idempotencyKey) : 'done'
  const balance = await refreshBalanceOnce(batch)
  return balance === 'done' ? progress : balance
}

function readPayoutOnce({ access, payouts }: Batch, payoutId: string) {
  const reading = payouts.get(payoutId) ?? readPayoutAt(access, payoutId)
  payouts.set(payoutId, reading)
  return reading
}

async function readPayoutAt(access: SystemAccess, payoutId: string) {
  const readAt = new Date()
  const answer = await readPayout(access, payoutId)
  return answer.ok ? succeed({ payout: answer.value, readAt }) : answer
}

function refreshBalanceOnce(batch: Batch): Promise<Progress> {
  batch.balance ??= refreshBalance(batch.access)
  return batch.balance
}

async function refreshBalance(access: SystemAccess): Promise<Progress> {
  const readAt = new Date()
  const answer = await readBalance(access)
  if (!answer.ok) return afterFailure(answer.failure)
  await recordBalance(access, answer.value, readAt)
  return 'done'
}
