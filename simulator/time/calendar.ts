export const DAY_SECONDS = 86_400

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

export type Weekday = (typeof WEEKDAYS)[number]

/** When an account's day begins: local time. */
export interface StartOfDay {
  hour: number
  minutes: number
  timezone: string
}

/** Midnight UTC of the day that holds this moment. Stripe's arrival dates are such midnights. */
export function startOfDay(seconds: number): number {
  return seconds - (seconds % DAY_SECONDS)
}

/** The moment at which a calendar day, named by its midnight UTC, begins for an account. */
export function beginningOf(day: number, start: StartOfDay | null): number {
  if (start === null) return day
  const wall = day + start.hour * 3600 + start.minutes * 60
  // The offset of the moment itself counts, and that moment is only known once the offset is: hence twice.
  return wall - offset(start.timezone, wall - offset(start.timezone, wall))
}

/** The calendar day, named by its midnight UTC, that a moment belongs to. */
export function dayOf(seconds: number, start: StartOfDay | null): number {
  let day = startOfDay(seconds) + (start === null ? 0 : DAY_SECONDS)
  while (beginningOf(day, start) > seconds) day -= DAY_SECONDS
  return day
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** How far a zone's clocks are ahead of UTC at a moment, in seconds. */
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

/** On which days banks are closed, weekends apart. */
export interface BankCalendar {
  /** The day is named by its midnight UTC. */
  isHoliday(day: number): boolean
}

export function isBusinessDay(day: number, calendar: BankCalendar): boolean {
  const name = weekday(day)
  return name !== 'saturday' && name !== 'sunday' && !calendar.isHoliday(day)
}

/** Midnight of the day that lies this many business days after (or, negative, before) the given moment. */
export function addBusinessDays(seconds: number, days: number, calendar: BankCalendar): number {
  let day = startOfDay(seconds)
  let left = Math.abs(days)
  while (left > 0 || !isBusinessDay(day, calendar)) {
    day += days < 0 ? -DAY_SECONDS : DAY_SECONDS
    if (isBusinessDay(day, calendar)) left = Math.max(0, left - 1)
  }
  return day
}
