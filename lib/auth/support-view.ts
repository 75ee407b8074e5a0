import 'server-only'
import { randomUUID } from 'node:crypto'
import { type AccountAccess, type Person, viewAsOwner } from '@/lib/domain/access/permissions'
import { findAccount } from '@/lib/gateways/db/accounts'
import { actorOf, NO_ORIGIN, type Origin, recordEntry } from '@/lib/gateways/db/audit-log'
import { transaction } from '@/lib/gateways/db/client'
import { findOpenView, listOverdueViews, saveView, takeView } from '@/lib/gateways/db/support-views'

// One of the staff looks at an account as its owner. The beginning and the end are in the account's record.

/** Milliseconds. */
const LASTS = 15 * 60_000

/** Begins a view in this session. */
export async function startView(
  { person, role, account }: AccountAccess<'support_view:start'>,
  sessionId: string,
  origin: Origin,
  now: Date,
): Promise<void> {
  const { staffRole } = person
  if (!staffRole) return
  const until = new Date(now.getTime() + LASTS)
  const [id, accountId] = [randomUUID(), account.id]
  const view = { id, accountId, personId: person.id, personName: person.name, staffRole, startedAt: now, until }
  await transaction(async (tx) => {
    await saveView(view, sessionId, tx)
    const event = { type: 'support_view.started' as const, until: until.toISOString() }
    await recordEntry({ event, actor: actorOf({ person, role }), account, origin }, tx)
  })
}

/** Ends a view, and records it once. `left`: before its time. */
export async function endView(id: string, by: 'left' | 'time', origin: Origin, now: Date): Promise<void> {
  const open = await findOpenView(id)
  const account = open && (await findAccount(open.accountId))
  await transaction(async (tx) => {
    const view = await takeView(id, by === 'left' || !open ? now : open.until, tx)
    if (!view) return
    const actor = actorOf({ person: { id: view.personId, name: view.personName }, role: view.staffRole })
    await recordEntry({ event: { type: 'support_view.ended', by }, actor, account, origin }, tx)
  })
}

/** The person as the view of their session lets them see; as they are where it has ended or they may no longer have one. */
export async function personInView(person: Person, viewId: string, origin: Origin, now: Date): Promise<Person> {
  const view = await findOpenView(viewId)
  const account = view && view.personId === person.id ? await findAccount(view.accountId) : null
  const { id, accountId, until } = view ?? {}
  const viewed =
    account && id && accountId && until && until > now ? viewAsOwner(person, account, { id, accountId, until }) : null
  if (!viewed) await endView(viewId, 'time', origin, now)
  return viewed ?? person
}

/** Records the end of views whose time is over in sessions that nobody uses. How many, at most the limit. */
export async function endOverdueViews(now: Date, limit: number): Promise<number> {
  const overdue = await listOverdueViews(now, limit)
  for (const id of overdue) await endView(id, 'time', NO_ORIGIN, now)
  return overdue.length
}
