import { type CalendarDate, partsOfDate, weekdayOf } from './calendar-date'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "Mon 7 Dec", with the year where it is not that of `today`. The words are ours, so that no machine's locale counts. */
export function formatDay(date: CalendarDate, today: CalendarDate): string {
  const { year, month, day } = partsOfDate(date)
  const weekday = weekdayOf(date)
  const words = `${weekday[0]?.toUpperCase()}${weekday.slice(1, 3)} ${day} ${MONTHS[month - 1]}`
  return year === partsOfDate(today).year ? words : `${words} ${year}`
}

export const monthName = (month: number): string => MONTHS[month - 1] ?? ''
