import 'server-only'
import type { AccountAccess, PlatformAccess, SystemAccess } from '@/lib/domain/access/permissions'
import type { AccountProfile, AccountRef } from '@/lib/domain/accounts/connected-account'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import type { Balance } from '@/lib/domain/money/balance'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { database } from './client'
import type { Prisma } from './generated/sqlite/client'

type Row = Prisma.ConnectedAccountGetPayload<object>

const toRef = (
  row: Pick<
    Row,
    'id' | 'name' | 'country' | 'lossesLiability' | 'requirementCollection' | 'dashboard' | 'isController'
  >,
): AccountRef => ({
  id: row.id,
  name: row.name,
  country: row.country,
  controller: {
    lossesLiability: row.lossesLiability as AccountRef['controller']['lossesLiability'],
    requirementCollection: row.requirementCollection as AccountRef['controller']['requirementCollection'],
    dashboard: row.dashboard as AccountRef['controller']['dashboard'],
    isController: row.isController,
  },
})

/** Whom the account is, for deciding access; null for an account we have never seen. */
export async function findAccount(accountId: string): Promise<AccountRef | null> {
  const row = await (await database()).connectedAccount.findUnique({ where: { id: accountId } })
  return row && toRef(row)
}

export type AccountOverview = AccountProfile & {
  goneAt: Date | null
  syncedAt: Date
  settings: Snapshot<BalanceSettings> | null
  balance: Snapshot<Balance> | null
  /** As last read, for when Stripe does not answer; null before the first reading. */
  externalAccounts: readonly ExternalAccount[] | null
}

/** What Stripe answered last, and when: shown with its age while Stripe does not answer. */
export type Snapshot<T> = { value: T; readAt: Date }

function toOverview(row: Row): AccountOverview {
  return {
    ...toRef(row),
    email: row.email,
    defaultCurrency: row.defaultCurrency,
    chargesEnabled: row.chargesEnabled,
    payoutsEnabled: row.payoutsEnabled,
    detailsSubmitted: row.detailsSubmitted,
    disabledReason: row.disabledReason,
    requirementsDue: row.requirementsDue,
    createdAt: row.createdAtStripe,
    payoutInterval: row.payoutInterval,
    delayDays: row.delayDays,
    goneAt: row.goneAt,
    syncedAt: row.syncedAt,
    settings:
      row.settings && row.settingsReadAt
        ? { value: row.settings as unknown as BalanceSettings, readAt: row.settingsReadAt }
        : null,
    balance:
      row.balance && row.balanceReadAt ? { value: row.balance as unknown as Balance, readAt: row.balanceReadAt } : null,
    externalAccounts: row.externalAccounts as unknown as ExternalAccount[] | null,
  }
}

export async function readAccountOverview(access: AccountAccess | SystemAccess): Promise<AccountOverview> {
  return toOverview(await (await database()).connectedAccount.findUniqueOrThrow({ where: { id: access.account.id } }))
}

export type AccountListQuery = {
  /** Matches the beginning of the id, the name or the e-mail. */
  search: string
  status: 'enabled' | 'disabled' | 'gone' | null
  interval: 'daily' | 'weekly' | 'monthly' | 'manual' | null
  country: string | null
  negative: boolean
  sort: 'name' | 'newest'
  /** The id that the page starts behind (after) or ends before. */
  cursor: { direction: 'after' | 'before'; id: string } | null
}

export type AccountListPage = { accounts: AccountOverview[]; hasPrevious: boolean; hasNext: boolean }

/** Reads one row more than a page to know whether there is another. */
export async function listAccounts(
  _access: PlatformAccess<'accounts:list'>,
  query: AccountListQuery,
  pageSize: number,
): Promise<AccountListPage> {
  const db = await database()
  const cursor = query.cursor && (await db.connectedAccount.findUnique({ where: { id: query.cursor.id } }))
  const backwards = cursor !== null && query.cursor?.direction === 'before'
  const ascending = (query.sort === 'name') !== backwards
  const direction = ascending ? 'asc' : 'desc'
  const rows = await db.connectedAccount.findMany({
    where: { AND: [...filters(query), ...(cursor ? [keyset(query.sort, cursor, ascending)] : [])] },
    orderBy:
      query.sort === 'name'
        ? [{ nameSearch: direction }, { id: direction }]
        : [{ createdAtStripe: direction }, { id: direction }],
    take: pageSize + 1,
  })
  const hasMore = rows.length > pageSize
  const page = rows.slice(0, pageSize).map(toOverview)
  return backwards
    ? { accounts: page.reverse(), hasPrevious: hasMore, hasNext: true }
    : { accounts: page, hasPrevious: cursor !== null, hasNext: hasMore }
}

/** `>=` and `<` instead of LIKE: an index serves it, and both databases compare bytes. */
const startsWith = (prefix: string) => ({ gte: prefix, lt: `${prefix}\u{10ffff}` })

function filters(query: AccountListQuery): Prisma.ConnectedAccountWhereInput[] {
  const search = query.search.trim()
  const lower = search.toLowerCase()
  return [
    ...(search
      ? [{ OR: [{ id: startsWith(search) }, { nameSearch: startsWith(lower) }, { emailSearch: startsWith(lower) }] }]
      : []),
    query.status === 'gone' ? { goneAt: { not: null } } : { goneAt: null },
    ...(query.status === 'enabled' || query.status === 'disabled'
      ? [{ payoutsEnabled: query.status === 'enabled' }]
      : []),
    ...(query.interval ? [{ payoutInterval: query.interval }] : []),
    ...(query.country ? [{ country: query.country }] : []),
    ...(query.negative ? [{ balanceNegative: true }] : []),
  ]
}

/** The first bound is implied by the rest and still there: without it the databases walk the whole index. */
function keyset(sort: AccountListQuery['sort'], at: Row, ascending: boolean): Prisma.ConnectedAccountWhereInput {
  const [beyond, from] = ascending ? (['gt', 'gte'] as const) : (['lt', 'lte'] as const)
  return sort === 'name'
    ? {
        AND: [
          { nameSearch: { [from]: at.nameSearch } },
          { OR: [{ nameSearch: { [beyond]: at.nameSearch } }, { nameSearch: at.nameSearch, id: { [beyond]: at.id } }] },
        ],
      }
    : {
        AND: [
          { createdAtStripe: { [from]: at.createdAtStripe } },
          {
            OR: [
              { createdAtStripe: { [beyond]: at.createdAtStripe } },
              { createdAtStripe: at.createdAtStripe, id: { [beyond]: at.id } },
            ],
          },
        ],
      }
}

export async function listCountries(_access: PlatformAccess<'accounts:list'>): Promise<string[]> {
  const rows = await (await database()).connectedAccount.findMany({
    where: { goneAt: null },
    distinct: ['country'],
    select: { country: true },
    orderBy: { country: 'asc' },
  })
  return rows.map((row) => row.country)
}

/** The accounts that a person belongs to, by name. */
export async function listOwnAccounts(accountIds: readonly string[]): Promise<AccountRef[]> {
  const rows = await (await database()).connectedAccount.findMany({
    where: { id: { in: [...accountIds] }, goneAt: null },
    orderBy: { nameSearch: 'asc' },
  })
  return rows.map(toRef)
}

/** Writes what Stripe said of an account; an account that had gone and is listed again has come back. */
export async function saveAccountProfile(profile: AccountProfile, now: Date): Promise<void> {
  const { id, controller, createdAt, ...scalars } = profile
  const row = {
    ...scalars,
    ...controller,
    nameSearch: profile.name.toLowerCase(),
    emailSearch: profile.email?.toLowerCase() ?? null,
    createdAtStripe: createdAt,
    syncedAt: now,
    goneAt: null,
  }
  await (await database()).connectedAccount.upsert({ where: { id }, create: { id, ...row }, update: row })
}

/** Marks accounts that a complete walk through Stripe's list did not meet. */
export async function markUnseenAccountsGone(walkStartedAt: Date, now: Date): Promise<number> {
  const { count } = await (await database()).connectedAccount.updateMany({
    where: { syncedAt: { lt: walkStartedAt }, goneAt: null },
    data: { goneAt: now, payoutsEnabled: false },
  })
  return count
}

/** False when it was marked before. */
export async function markAccountGone(access: SystemAccess, now: Date): Promise<boolean> {
  const { count } = await (await database()).connectedAccount.updateMany({
    where: { id: access.account.id, goneAt: null },
    data: { goneAt: now, payoutsEnabled: false },
  })
  return count === 1
}

export async function listSyncableAccounts(): Promise<AccountRef[]> {
  const rows = await (await database()).connectedAccount.findMany({ where: { goneAt: null }, orderBy: { id: 'asc' } })
  return rows.map(toRef)
}

const asJson = (value: object) => value as unknown as Prisma.InputJsonValue

/** Keeps what Stripe answered for the list and for bad times. A slower, older answer never replaces a newer one. */
export async function saveSettingsSnapshot(
  access: AccountAccess | SystemAccess,
  settings: BalanceSettings,
  readAt: Date,
): Promise<void> {
  await (await database()).connectedAccount.updateMany({
    where: { id: access.account.id, OR: [{ settingsReadAt: null }, { settingsReadAt: { lt: readAt } }] },
    data: {
      settings: asJson(settings),
      settingsReadAt: readAt,
      payoutInterval: settings.schedule?.interval ?? null,
      delayDays: settings.delayDays,
    },
  })
}
