import { type CalendarDate, dateOfDayNumber, dayNumber, dayNumberOf } from './calendar-date'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const DAY_MINUTES = 1440

/** Where a zone's clocks stand: the date, and the minute of the day from 0 to 1439. */
export type LocalTime = { date: CalendarDate; minuteOfDay: number }

/**
 * The instant of a local time, in epoch milliseconds, and whether the clocks were changed there: `skipped` where that
 * time did not exist that day, `repeated` where it came twice, `plain` otherwise.
 */
export type ZonedInstant = { instant: number; clock: 'plain' | 'skipped' | 'repeated' }

/** What a zone's clocks show at an instant (epoch milliseconds). Throws RangeError for a zone that does not exist. */
export function localTimeAt(instant: number, zone: string): LocalTime {
  const localMs = instant + offsetAt(instant, zone)
  const day = Math.floor(localMs / DAY_MS)
  return { date: dateOfDayNumber(day), minuteOfDay: Math.floor((localMs - day * DAY_MS) / MINUTE_MS) }
}

/**
 * The instant at which a zone's clocks show a date and a minute of the day (0 to 1439). Both doubtful cases take the
 * offset from before the clocks changed: a repeated time is its first occurrence, and a skipped time is the moment
 * it would have come had the clocks not moved, which the clocks then show as later by the size of the change
 * (02:30 on 28 March 2027 in Berlin is 01:30 UTC, shown as 03:30). Throws RangeError for a zone or minute that does
 * not exist.
 */
export function instantAt({ date, minuteOfDay }: LocalTime, zone: string): ZonedInstant {
  if (!Number.isInteger(minuteOfDay) || minuteOfDay < 0 || minuteOfDay >= DAY_MINUTES) {
    throw new RangeError(`A day has no minute ${minuteOfDay}`)
  }
  const localMs = dayNumber(date) * DAY_MS + minuteOfDay * MINUTE_MS
  // Offsets lie between -12 and +14 hours, so a day either side is surely before and after the instant looked for.
  const earlier = localMs - offsetAt(localMs - DAY_MS, zone)
  const later = localMs - offsetAt(localMs + DAY_MS, zone)
  if (earlier === later) return { instant: earlier, clock: 'plain' }

  const earlierShowsIt = earlier + offsetAt(earlier, zone) === localMs
  const laterShowsIt = later + offsetAt(later, zone) === localMs
  if (earlierShowsIt && laterShowsIt) return { instant: earlier, clock: 'repeated' }
  if (earlierShowsIt) return { instant: earlier, clock: 'plain' }
  if (laterShowsIt) return { instant: later, clock: 'plain' }
  return { instant: earlier, clock: 'skipped' }
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const wholeMinute = Math.floor(instant / MINUTE_MS) * MINUTE_MS
  let [year, month, day, hour, minute, second] = [0, 1, 1, 0, 0, 0]
  for (const { type, value } of clockOf(zone).formatToParts(wholeMinute)) {
    if (type === 'year') year = Number(value)
    else if (type === 'month') month = Number(value)
    else if (type === 'day') day = Number(value)
    else if (type === 'hour') hour = Number(value)
    else if (type === 'minute') minute = Number(value)
    else if (type === 'second') second = Number(value)
  }
  const shownMs = dayNumberOf(year, month, day) * DAY_MS + hour * 3_600_000 + minute * MINUTE_MS + second * 1000
  return shownMs - wholeMinute
}

const CLOCKS_KEPT = 64
const clocks = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter is slow, so it is kept. The zone, calendar and digits are set, so the machine's own play no part. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  // A zone's name may be typed by a person in any mixture of cases; memory must not grow with them.
  if (clocks.size >= CLOCKS_KEPT) clocks.clear()
  clocks.set(zone, clock)
  return clock
}
