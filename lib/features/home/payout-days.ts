import { scaleBand } from 'd3-scale'
import { type CalendarDate, weekdayOf } from '@/lib/domain/calendar/calendar-date'
import { formatMoney, type Money } from '@/lib/domain/money/money'

type Day = { day: CalendarDate; amounts: readonly Money[] }

/** What the chart of expected payouts draws; places and widths are percent. */
export type PayoutDays = {
  days: readonly (readonly [x: number, weekday: string, dayOfMonth: number])[]
  width: number
  /**
   * A currency with each day's share of its largest amount, because amounts of two currencies can't be compared. A share
   * above 0 is never 0 here.
   */
  rows: readonly { currency: string; shares: readonly number[]; sum: { text: string; isNegative: boolean } }[]
}

const amountOf = ({ amounts }: Day, currency: string) =>
  amounts.find((money) => money.currency === currency)?.amount ?? 0

export function payoutDays(days: readonly Day[], currencies: readonly string[]): PayoutDays {
  const x = scaleBand<CalendarDate>(
    days.map(({ day }) => day),
    [0, 100],
  ).padding(0.25)
  return {
    days: days.map(({ day }) => [rounded(x(day) ?? 0), weekdayOf(day).charAt(0).toUpperCase(), Number(day.slice(8))]),
    width: rounded(x.bandwidth()),
    rows: currencies.map((currency) => {
      const amounts = days.map((day) => Math.max(0, amountOf(day, currency)))
      const most = Math.max(1, ...amounts)
      const sum = days.reduce((all, day) => all + amountOf(day, currency), 0)
      return {
        currency: currency.toUpperCase(),
        shares: amounts.map((amount) => (amount > 0 ? Math.max(0.01, rounded(amount / most)) : 0)),
        sum: { text: formatMoney({ amount: sum, currency }), isNegative: sum < 0 },
      }
    }),
  }
}

const rounded = (number: number) => Math.round(number * 100) / 100
