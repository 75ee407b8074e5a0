export const DAY_SECONDS = 86_400

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

export type Weekday = (typeof WEEKDAYS)[number]

/** The local time at which an account's day starts. */
export interface StartOfDay {
  hour: number
  minutes: number
  timezone: string
}

/** Midnight UTC before a moment. Stripe's arrival dates are such midnights. */
export function startOfDay(seconds: number): number {
  return seconds - (seconds % DAY_SECONDS)
}

/** The moment at which a day starts for an account. A day is written as its midnight UTC. */
export function beginningOf(day: number, start: StartOfDay | null): number {
  if (start === null) return day
  const wall = day + start.hour * 3600 + start.minutes * 60
  // The offset depends on the moment and the moment on the offset, so it is computed twice.
  return wall - offset(start.timezone, wall - offset(start.timezone, wall))
}

/** The day of an account in which a moment lies, as its midnight UTC. */
export function dayOf(seconds: number, start: StartOfDay | null): number {
  let day = startOfDay(seconds) + (start === null ? 0 : DAY_SECONDS)
  while (beginningOf(day, start) > seconds) day -= DAY_SECONDS
  return day
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** How many seconds a time zone is ahead of UTC at a moment. */
function offset(timezone: string, seconds: number): number {
  let format = formats.get(timezone)
  if (!format) {
    const fields = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
    format = new Intl.DateTimeFormat('en-US', { ...fields, second: '2-digit', hourCycle: 'h23', timeZone: timezone })
    formats.set(timezone, format)
  }
  const parts = Object.fromEntries(
    format.formatToParts(seconds * 1000).map(({ type, value }) => [type, Number(value)] as const),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds
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

/** The days, apart from weekends, on which banks are closed. */
export interface BankCalendar {
  /** The day is its midnight UTC. */
  isHoliday(day: number): boolean
}

export function isBusinessDay(day: number, calendar: BankCalendar): boolean {
  const name = weekday(day)
  return name !== 'saturday' && name !== 'sunday' && !calendar.isHoliday(day)
}

/** Midnight of the day that is so many business days after a moment, or before it if the number is negative. */
export function addBusinessDays(seconds: number, days: number, calendar: BankCalendar): number {
  let day = startOfDay(seconds)
  let left = Math.abs(days)
  while (left > 0 || !isBusinessDay(day, calendar)) {
    day += days < 0 ? -DAY_SECONDS : DAY_SECONDS
    if (isBusinessDay(day, calendar)) left = Math.max(0, left - 1)
  }
  return day
}
