import { addDays } from '../calendar/calendar-date'
import { formatTimeOfDay } from '../calendar/time-of-day'
import { instantAt, localTimeAt } from '../calendar/time-zone'

/** When a rollout may write, by the clocks of one zone. */
export type RolloutHours = {
  zone: string
  /** Epoch milliseconds before which it doesn't begin; null for at once. */
  startsAt: number | null
  /** Minutes of the day between which it pauses each day, past midnight where the first is the later one; null for never. */
  quiet: { from: number; until: number } | null
}

/** Until when a rollout waits now (epoch milliseconds), for its start or the end of its quiet hours; null where it may write. */
export function waitsUntil(hours: RolloutHours | null, now: number): number | null {
  if (hours === null) return null
  const { zone, startsAt, quiet } = hours
  const at = Math.max(now, startsAt ?? now)
  const end = quiet === null ? at : endOfQuiet(quiet, at, zone)
  return end > now ? end : null
}

/** The moment at which the quiet hours end that a moment is in; the same moment where it is in none. */
function endOfQuiet({ from, until }: NonNullable<RolloutHours['quiet']>, at: number, zone: string): number {
  const { date, minuteOfDay } = localTimeAt(at, zone)
  const isQuiet = from < until ? from <= minuteOfDay && minuteOfDay < until : minuteOfDay >= from || minuteOfDay < until
  if (!isQuiet) return at
  const day = minuteOfDay < until ? date : addDays(date, 1)
  const end = instantAt({ date: day, minuteOfDay: until }, zone).instant
  // Where clocks are set back, a time comes twice, and the first one has passed in the second hour.
  return end > at ? end : at + (until - minuteOfDay) * 60_000
}

/** Quiet hours in words, such as “22:00 to 06:00 (Europe/Berlin)”. */
export const describeQuiet = ({ from, until }: NonNullable<RolloutHours['quiet']>, zone: string): string =>
  `${clock(from)} to ${clock(until)} (${zone})`

const clock = (minute: number) => formatTimeOfDay({ hour: Math.floor(minute / 60), minutes: minute % 60 })
