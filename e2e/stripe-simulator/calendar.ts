export const DAY_SECONDS = 86_400

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

export type Weekday = (typeof WEEKDAYS)[number]

/** Midnight UTC of the day that holds this moment. Stripe's arrival dates are such midnights. */
export function startOfDay(seconds: number): number {
  return seconds - (seconds % DAY_SECONDS)
}

export function weekday(seconds: number): Weekday {
  return WEEKDAYS[new Date(seconds * 1000).getUTCDay()] ?? 'sunday'
}

export function dayOfMonth(seconds: number): number {
  return new Date(seconds * 1000).getUTCDate()
}

export function lastDayOfMonth(seconds: number): number {
  const date = new Date(seconds * 1000)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}

// Bank holidays are left out [assumption].
export function isBusinessDay(seconds: number): boolean {
  const day = weekday(seconds)
  return day !== 'saturday' && day !== 'sunday'
}

/** Midnight of the day that lies this many business days after (or, negative, before) the given moment. */
export function addBusinessDays(seconds: number, days: number): number {
  let day = startOfDay(seconds)
  let left = Math.abs(days)
  while (left > 0 || !isBusinessDay(day)) {
    day += days < 0 ? -DAY_SECONDS : DAY_SECONDS
    if (isBusinessDay(day)) left = Math.max(0, left - 1)
  }
  return day
}
