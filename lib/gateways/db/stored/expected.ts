import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { EXPECTED_BASES, type ExpectedPayout } from '@/lib/domain/payouts/expected-payouts'

/** Expected payouts in one line of text: day, currency, basis and amount of each. Of one day, currency and basis there is one. */
export function writeExpected(payouts: readonly ExpectedPayout[]): string {
  const sums = new Map<string, number>()
  for (const { day, currency, basis, amount } of payouts) {
    const key = `${day} ${currency} ${basis}`
    sums.set(key, (sums.get(key) ?? 0) + amount)
  }
  return [...sums].map(([key, amount]) => `${key} ${amount}`).join(';')
}

/** What can be read of it. */
export const readExpected = (stored: string): ExpectedPayout[] =>
  stored.split(';').flatMap((each) => {
    const [date = '', currency = '', kind, amount] = each.split(' ')
    const [day, basis] = [parseCalendarDate(date), EXPECTED_BASES.find((known) => known === kind)]
    return day && basis && Number.isSafeInteger(Number(amount))
      ? [{ day, currency, basis, amount: Number(amount) }]
      : []
  })
