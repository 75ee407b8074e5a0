import 'server-only'
import { randomUUID } from 'node:crypto'
import { sqltag as sql } from '@prisma/client/runtime/client'
import { APPROVAL_RULES, type ApprovalRule } from '@/lib/domain/access/approval-rules'
import type { FleetJobAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import type { AuditOutcome } from '@/lib/domain/audit/audit-entry'
import { type ItemReason, type Planned, SKIP_CODES, UNREAD_CODES } from '@/lib/domain/fleet/plan'
import {
  ITEM_STATES,
  type ItemCounts,
  type ItemState,
  RETRIED_STATES,
  type RetriedState,
} from '@/lib/domain/fleet/rollout'
import { oneOf } from '@/lib/domain/foreign'
import type { FieldChange } from '@/lib/domain/settings/balance-settings'
import { environment } from '@/lib/env'
import { database, providerOf, type Transaction } from './client'
import type { Prisma } from './generated/sqlite/client'
import { readStoredChanges } from './stored/settings'

type Reader = PlatformAccess<'fleet:read'> | PlatformAccess<'fleet:manage'> | FleetJobAccess

const BECAUSE = [...SKIP_CODES, ...UNREAD_CODES]

export type RolloutItem = {
  id: string
  position: number
  account: { id: string; name: string }
  state: ItemState
  /** Null where this version can't read them, and for what was never to be changed. */
  changes: readonly FieldChange[] | null
  needs: readonly ApprovalRule[]
  /** The variants of the policy by which it changes, in words. */
  variant: string | null
  because: (typeof BECAUSE)[number] | null
  message: string | null
  /** The confirmation under which it is written. */
  key: string
  attempts: number
  entryId: string | null
}

/** Adds what a plan says of some accounts, numbered from `first`: as one value of one statement, many times as fast as createMany. */
export async function addItems(
  _access: FleetJobAccess,
  rolloutId: string,
  { planned, first }: { planned: readonly { account: { id: string; name: string }; plan: Planned }[]; first: number },
  tx: Transaction,
): Promise<void> {
  if (planned.length === 0) return
  const rows = JSON.stringify(
    planned.map(({ account, plan }, index) => [
      ...[idOf(rolloutId, first + index), randomUUID(), first + index, account.id],
      account.name.toWellFormed().replaceAll('\0', '\ufffd'),
      ...cellsOf(plan),
    ]),
  )
  const isPostgres = providerOf(environment().DATABASE_URL) === 'postgresql'
  const from = isPostgres
    ? sql`jsonb_array_elements(CAST(${rows} AS JSONB)) AS "row"("value")`
    : sql`json_each(${rows}) AS "row"`
  const changes = isPostgres ? sql`CAST("value" ->> 6 AS JSONB)` : sql`"value" ->> 6`
  await tx.$executeRaw`
    INSERT INTO "RolloutItem" ("id", "key", "rolloutId", "position", "accountId", "accountName",
      "state", "changes", "needs", "because", "message", "variant")
    SELECT "value" ->> 0, "value" ->> 1, ${rolloutId}, CAST("value" ->> 2 AS INTEGER), "value" ->> 3, "value" ->> 4,
      "value" ->> 5, ${changes}, "value" ->> 7, "value" ->> 8, "value" ->> 9, "value" ->> 10
    FROM ${from}`
}

/** In the order in which they are added: random ids are written all over their index, which takes far longer. */
const idOf = (rolloutId: string, position: number) => `${rolloutId}-${String(position).padStart(7, '0')}`

/** The state, the changes, the rules that they meet, why there are none, and the variant. */
function cellsOf(plan: Planned): (string | null)[] {
  switch (plan.kind) {
    case 'change':
      return ['pending', JSON.stringify(plan.changes), plan.needs.join(' '), null, null, plan.variant]
    case 'unchanged':
      return ['unchanged', null, '', null, null, null]
    case 'skipped':
      return ['skipped', null, '', plan.because, plan.message, null]
    case 'unread':
      return ['unread', null, '', plan.because, null, null]
  }
}

/** How many accounts are in each state, from the counts that are kept. */
export async function countItems(access: Reader, rolloutId: string): Promise<ItemCounts> {
  return (await countItemsOf(access, [rolloutId])).get(rolloutId) ?? {}
}

/** The same of several rollouts, by their ids. */
export async function countItemsOf(_access: Reader, rolloutIds: readonly string[]): Promise<Map<string, ItemCounts>> {
  const rows = await (await database()).rolloutItemCount.findMany({
    where: { rolloutId: { in: [...rolloutIds] }, count: { gt: 0 } },
  })
  const counts = new Map<string, ItemCounts>(rolloutIds.map((id) => [id, {}]))
  for (const { rolloutId, state, count } of rows) {
    const [known, of] = [oneOf(state, ITEM_STATES), counts.get(rolloutId)]
    if (known && of) of[known] = (of[known] ?? 0) + count
  }
  return counts
}

/** Accounts of each state that are looked through for why they failed. */
const FAILURES = 1000

/** Accounts that can be tried again; `isCut` where there may be more of them. */
export type Failures = { state: RetriedState; message: string | null; count: number; isCut: boolean }

/** How many accounts can be tried again, by what became of them and why; the most first. */
export async function listFailures(_access: Reader, rolloutId: string, limit: number): Promise<Failures[]> {
  const { rolloutItem } = await database()
  const found = await Promise.all(
    RETRIED_STATES.map(async (state) => {
      const rows = await rolloutItem.findMany({
        where: { rolloutId, state },
        orderBy: { position: 'asc' },
        select: { message: true },
        take: FAILURES,
      })
      return [...Map.groupBy(rows, ({ message }) => message)].map(([message, all]) => ({
        ...{ state, message, count: all.length, isCut: rows.length === FAILURES },
      }))
    }),
  )
  return found
    .flat()
    .sort((a, b) => b.count - a.count)
    .slice(0, limit)
}

/** The rules by which a second person has to approve what is still to be carried out. */
export async function needsOf(_access: Reader, rolloutId: string): Promise<ApprovalRule[]> {
  const rows = await (await database()).rolloutItemCount.findMany({
    where: { rolloutId, state: 'pending', count: { gt: 0 } },
  })
  return APPROVAL_RULES.filter((rule) => rows.some(({ needs }) => needs.split(' ').includes(rule)))
}

/** Which accounts of a rollout are listed: those in one of the states, and those with the reason. */
export type ItemFilter = { states: readonly ItemState[] | null; because?: ItemReason | null }

/** Items in the order of their positions; `after` is a position. */
export async function listItems(
  _access: Reader,
  rolloutId: string,
  { states, because = null, after, limit }: ItemFilter & { after: number; limit: number },
): Promise<RolloutItem[]> {
  const stated = (states ?? [null]).map((state) => state && { state })
  const needed =
    because === 'approval' ? (await listNeeds(rolloutId)).map((needs) => ({ needs })) : [because && { because }]
  const { rolloutItem } = await database()
  // One value at a time, each in its order from its index. Of several at once, the whole rollout would be read.
  const found = await Promise.all(
    stated.flatMap((state) =>
      needed.map((need) =>
        rolloutItem.findMany({
          where: { rolloutId, position: { gt: after }, ...state, ...need },
          orderBy: { position: 'asc' },
          take: limit,
        }),
      ),
    ),
  )
  const rows = found.flat().sort((a, b) => a.position - b.position)
  return rows.slice(0, limit).map(toItem)
}

/** The sets of rules that accounts of a rollout meet. */
async function listNeeds(rolloutId: string): Promise<string[]> {
  const rows = await (await database()).rolloutItemCount.findMany({ where: { rolloutId, needs: { not: '' } } })
  return [...new Set(rows.map(({ needs }) => needs))]
}

export type ItemChange = {
  state: ItemState
  because?: RolloutItem['because']
  message?: string | null
  entryId?: string | null
  /** A new confirmation, where nothing came of the one before and it is tried again. */
  key?: string
  attempts?: number
}

/** Writes down what became of an item, unless another process has done so. */
export async function settleItem(_access: FleetJobAccess, item: RolloutItem, change: ItemChange): Promise<void> {
  await (await database()).rolloutItem.updateMany({
    where: { id: item.id, key: item.key, state: { in: ['pending', 'sending', 'unresolved'] } },
    data: change,
  })
}

/** The write under a confirmation; null where there is none. `isOpen`: its outcome is still being found out. */
export async function findWrite(
  _access: FleetJobAccess,
  key: string,
): Promise<{ entryId: string; outcome: AuditOutcome; isOpen: boolean; message: string | null } | null> {
  const db = await database()
  const order = await db.payoutOrder.findUnique({ where: { id: key } })
  if (!order) return null
  const { entryId } = order
  // Looked at first: an outcome that comes in between is then read as well.
  const open = await db.openIntent.count({ where: { entryId } })
  const last = await db.auditOutcome.findFirst({ where: { entryId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  return { entryId, outcome: last?.outcome ?? 'pending', isOpen: open > 0, message: last?.message ?? null }
}

function toItem(row: Prisma.RolloutItemGetPayload<object>): RolloutItem {
  const { id, position, variant, message, key, attempts, entryId } = row
  const read = row.changes === null ? null : readStoredChanges(row.changes)
  return {
    ...{ id, position, variant, message, key, attempts, entryId },
    account: { id: row.accountId, name: row.accountName },
    state: oneOf(row.state, ITEM_STATES) ?? 'unknown',
    changes: read && read.unreadFields.length === 0 ? read.changes : null,
    needs: row.needs.split(' ').flatMap((rule) => oneOf(rule, APPROVAL_RULES) ?? []),
    because: oneOf(row.because, BECAUSE),
  }
}
