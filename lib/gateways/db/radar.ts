import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { integer, oneOf, record } from '@/lib/domain/foreign'
import type { ExpectedPayout } from '@/lib/domain/payouts/expected-payouts'
import type { Reversals } from '@/lib/domain/payouts/reversals'
import { database } from './client'
import { given } from './not-given'
import { readExpected } from './stored/expected'
import { readStoredReversals } from './stored/reversals'
import { readStoredSettings } from './stored/settings'

/** What is known of an account that may owe something; null where it isn't known. */
export type Exposure = {
  /** Who is liable for negative balances. */
  liable: 'stripe' | 'application' | null
  debits: boolean | null
  expected: ExpectedPayout[]
  /** When a balance turned negative, or was no longer, as recorded, newest first. Minor units. */
  turns: { at: Date; currency: string; amount: number }[]
  /** Refunds and disputes; null before they were read. */
  reversals: Reversals | null
}

/** Entries of the record that are looked through for one page. */
const TURNS = 2000

/** Of the accounts of one page, by their ids. */
export async function findExposures(
  _access: PlatformAccess<'accounts:list'>,
  ids: readonly string[],
  since: Date,
): Promise<Map<string, Exposure>> {
  if (ids.length === 0) return new Map()
  const db = await database()
  const [rows, entries] = await Promise.all([
    db.connectedAccount.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, lossesLiability: true, settings: true, expected: true, reversals: true, notGiven: true },
    }),
    db.auditEntry.findMany({
      where: { type: 'balance.turned', accountId: { in: [...ids] }, at: { gte: since } },
      orderBy: { id: 'desc' },
      take: TURNS,
      select: { accountId: true, at: true, details: true },
    }),
  ])
  const turns = Map.groupBy(
    entries.flatMap(({ accountId, at, details }) => {
      const { amount, currency } = record(details)
      const read = integer(amount)
      return read === null || typeof currency !== 'string' ? [] : [{ accountId, at, currency, amount: read }]
    }),
    ({ accountId }) => accountId ?? '',
  )
  return new Map(
    rows.map(given).map(({ id, lossesLiability, settings, expected, reversals }) => [
      id,
      {
        liable: oneOf(lossesLiability, ['stripe', 'application'] as const),
        debits: readStoredSettings(settings)?.settings.debitNegativeBalances ?? null,
        expected: readExpected(expected ?? ''),
        turns: turns.get(id) ?? [],
        reversals: readStoredReversals(reversals),
      },
    ]),
  )
}
