import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { type CalendarDate, parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { oneOf } from '@/lib/domain/foreign'
import type { Money } from '@/lib/domain/money/money'
import { EXPECTED_BASES, type ExpectedBasis } from '@/lib/domain/payouts/expected-payouts'
import { database } from './client'

/** What is expected of all connected accounts on a day, in one currency and on one basis. */
export type ExpectedTotal = { day: CalendarDate; basis: ExpectedBasis; money: Money; payouts: number }

/** From the totals that are kept with every change of an account: a row for each day, currency and basis. */
export async function listExpected(
  _access: PlatformAccess<'accounts:list'>,
  { from, until }: { from: CalendarDate; until: CalendarDate },
): Promise<ExpectedTotal[]> {
  const rows = await (await database()).expectedTotal.findMany({
    where: { day: { gte: from, lte: until } },
    orderBy: [{ day: 'asc' }, { currency: 'asc' }, { basis: 'asc' }],
  })
  return rows.flatMap((row) => {
    const [day, basis] = [parseCalendarDate(row.day), oneOf(row.basis, EXPECTED_BASES)]
    if (!day || !basis || row.payouts <= 0) return []
    return [{ day, basis, money: { amount: Number(row.amount), currency: row.currency }, payouts: row.payouts }]
  })
}
