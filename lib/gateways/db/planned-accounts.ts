import 'server-only'
import type { FleetJobAccess, PlatformAccess } from '@/lib/domain/access/permissions'
import { ACCOUNT_STATES } from '@/lib/domain/accounts/account-state'
import { levelOf } from '@/lib/domain/accounts/requirements'
import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import type { PlannedAccount } from '@/lib/domain/fleet/plan'
import { oneOf } from '@/lib/domain/foreign'
import { amountsIn, payoutsOf, TYPES } from './account-index'
import { toAccountRef } from './account-row'
import { type Database, database } from './client'
import type { Prisma } from './generated/sqlite/client'
import { given } from './not-given'
import { readExpected } from './stored/expected'
import { readStoredRequirements } from './stored/requirements'
import { readStoredSettings } from './stored/settings'

const COLUMNS = {
  id: true,
  name: true,
  country: true,
  defaultCurrency: true,
  lossesLiability: true,
  requirementCollection: true,
  dashboard: true,
  isController: true,
  notGiven: true,
  createdAtStripe: true,
  payoutsEnabled: true,
  payoutsStatus: true,
  payoutInterval: true,
  state: true,
  stateReason: true,
  requirements: true,
  delayDays: true,
  balance: true,
  balanceNegative: true,
  bankShared: true,
  externalAccountsReadAt: true,
  settings: true,
  settingsReadAt: true,
  expected: true,
} as const satisfies Prisma.ConnectedAccountSelect

type Row = Prisma.ConnectedAccountGetPayload<{ select: typeof COLUMNS }>

/**
 * Connected accounts in the order of their ids, as far as a plan looks at them. `after` is an id. Disconnected ones are
 * left out here and not by the database, which may otherwise read and sort every account for each piece.
 */
export async function listAccountsToPlan(
  _access: FleetJobAccess,
  after: string,
  limit: number,
): Promise<{ accounts: PlannedAccount[]; next: string | null }> {
  const rows = await (await database()).connectedAccount.findMany({
    ...pieceOf(after, limit),
    select: { ...COLUMNS, goneAt: true },
  })
  return { accounts: rows.filter(({ goneAt }) => goneAt === null).map(toPlanned), next: nextOf(rows, limit) }
}

/** The ids alone. */
export async function listIdsToPlan(
  _access: FleetJobAccess,
  after: string,
  limit: number,
): Promise<{ ids: string[]; next: string | null }> {
  const rows = await (await database()).connectedAccount.findMany({
    ...pieceOf(after, limit),
    select: { id: true, goneAt: true },
  })
  return { ids: rows.flatMap(({ id, goneAt }) => (goneAt === null ? [id] : [])), next: nextOf(rows, limit) }
}

const pieceOf = (after: string, limit: number) =>
  ({ where: { id: { gt: after } }, orderBy: { id: 'asc' }, take: limit }) as const

const nextOf = (rows: readonly { id: string }[], limit: number) =>
  rows.length < limit ? null : (rows.at(-1)?.id ?? null)

/** Those of these accounts that are connected, by their ids. */
export async function findAccountsToPlan(
  _access: PlatformAccess<'fleet:read'> | FleetJobAccess,
  ids: readonly string[],
): Promise<Map<string, PlannedAccount>> {
  return readAccountsToPlan(await database(), ids)
}

/** The same within a transaction. */
export async function readAccountsToPlan(
  db: Pick<Database, 'connectedAccount'>,
  ids: readonly string[],
): Promise<Map<string, PlannedAccount>> {
  const rows = await db.connectedAccount.findMany({
    where: { id: { in: [...ids] }, goneAt: null },
    select: COLUMNS,
  })
  return new Map(rows.map((row) => [row.id, toPlanned(row)]))
}

function toPlanned(row: Row): PlannedAccount {
  const known = given(row)
  const settings = readStoredSettings(row.settings)?.settings
  const requirements = readStoredRequirements(row.requirements)
  return {
    account: toAccountRef(row),
    facts: {
      country: known.country,
      type: (known.dashboard && TYPES[known.dashboard]) || null,
      currency: known.defaultCurrency,
      schedule: known.payoutInterval,
      payouts: payoutsOf(known),
      state: oneOf(row.state, ACCOUNT_STATES),
      reason: row.state === null ? null : row.stateReason,
      requirement: requirements && levelOf(requirements),
      delay: known.delayDays === null ? null : String(known.delayDays),
      balance: row.balance === null ? null : row.balanceNegative ? 'negative' : 'not_negative',
      bank: row.externalAccountsReadAt === null ? null : row.bankShared ? 'shared' : 'not_shared',
      available: row.balance === null ? null : new Map(amountsIn(row.balance)),
      createdOn: known.createdAtStripe && parseCalendarDate(known.createdAtStripe.toISOString().slice(0, 10)),
    },
    settings: settings && row.settingsReadAt ? { value: settings, readAt: row.settingsReadAt } : null,
    expected: readExpected(row.expected),
  }
}
