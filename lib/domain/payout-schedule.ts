export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'

export type PayoutSchedule =
  | { interval: 'manual' }
  | { interval: 'daily' }
  | { interval: 'weekly'; weekdays: readonly Weekday[] }
  | { interval: 'monthly'; monthDays: readonly number[] }

const WEEK: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** The days a weekly schedule may name. Stripe took Saturday and Sunday out in 2025-09-30.clover. */
export const PAYOUT_WEEKDAYS = WEEK.slice(0, 5)

/** The same schedule always in the same form: days once and in order, so that two readings compare equal. */
export function canonicalSchedule(schedule: PayoutSchedule): PayoutSchedule {
  switch (schedule.interval) {
    case 'weekly':
      return { interval: 'weekly', weekdays: WEEK.filter((day) => schedule.weekdays.includes(day)) }
    case 'monthly':
      return { interval: 'monthly', monthDays: [...new Set(schedule.monthDays)].sort((a, b) => a - b) }
    default:
      return { interval: schedule.interval }
  }
}

const capitalized = (word: string) => word[0]?.toUpperCase() + word.slice(1)

export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** 29 to 31 slide to the last day of a shorter month, so the 31st is never promised. Stripe docs, balance settings. */
export function describeMonthDay(day: number): string {
  if (day === 31) return 'last day'
  const suffix =
    day % 10 === 1 && day !== 11
      ? 'st'
      : day % 10 === 2 && day !== 12
        ? 'nd'
        : day % 10 === 3 && day !== 13
          ? 'rd'
          : 'th'
  return day >= 29 ? `${day}${suffix} (or last day)` : `${day}${suffix}`
}

/** "Every Monday and Thursday", "Monthly on the 5th and 20th", "Daily", "Manual". */
export function describeSchedule(schedule: PayoutSchedule): string {
  const canonical = canonicalSchedule(schedule)
  switch (canonical.interval) {
    case 'manual':
      return 'Manual'
    case 'daily':
      return 'Daily'
    case 'weekly':
      return `Every ${joinWords(canonical.weekdays.map(capitalized))}`
    case 'monthly':
      return `Monthly on the ${joinWords(canonical.monthDays.map(describeMonthDay))}`
  }
}
