import type { AuditEvent } from '../audit/audit-entry'

/** Which objects of the Dashboard are meant; a simulated Stripe has none, and its links open the test mode. */
type Mode = 'live' | 'test' | 'simulated'

const inMode = (mode: Mode) => (mode === 'live' ? '' : 'test/')

/** The connected account's own page in the platform's Dashboard. */
export const accountInDashboard = (mode: Mode, accountId: string): string =>
  `https://dashboard.stripe.com/${inMode(mode)}connect/accounts/${encodeURIComponent(accountId)}`

/** An object of a connected account, in the form of the `request_log_url` that Stripe's errors give. */
const objectInDashboard = (mode: Mode, accountId: string, kind: 'payouts' | 'logs' | 'events', id: string): string =>
  `https://dashboard.stripe.com/${encodeURIComponent(accountId)}/${inMode(mode)}${kind}/${encodeURIComponent(id)}`

/** A payout of a connected account. */
export const payoutInDashboard = (mode: Mode, accountId: string, payoutId: string): string =>
  objectInDashboard(mode, accountId, 'payouts', payoutId)

/** The ids at Stripe that an event names, beside its account. */
function objectsOf(event: AuditEvent): { kind: 'payouts' | 'events'; id: string }[] {
  if (event.type === 'payout.step') return [{ kind: 'payouts', id: event.step.payoutId }]
  if (event.type === 'payout.cancel') return [{ kind: 'payouts', id: event.payoutId }]
  const eventId = 'stripeEventId' in event ? event.stripeEventId : null
  return eventId ? [{ kind: 'events', id: eventId }] : []
}

export type DashboardLink = { id: string; href: string }

/** Where the account of an entry, the objects it names and its requests are found in the Dashboard. */
export function dashboardLinks(
  mode: Mode,
  entry: { account: { id: string } | null; event: AuditEvent; stripeRequestIds: readonly string[] },
): DashboardLink[] {
  const { account } = entry
  if (!account) return []
  const objects = [
    ...objectsOf(entry.event),
    ...[...new Set(entry.stripeRequestIds)].map((id) => ({ kind: 'logs' as const, id })),
  ]
  return [
    { id: account.id, href: accountInDashboard(mode, account.id) },
    ...objects.map(({ kind, id }) => ({ id, href: objectInDashboard(mode, account.id, kind, id) })),
  ]
}

/** Where the holder of an account signs in to their own Dashboard (Stripe docs, Express Dashboard). */
export const OWN_DASHBOARDS = {
  full: 'https://dashboard.stripe.com/account/status',
  express: 'https://connect.stripe.com/express_login',
} as const
