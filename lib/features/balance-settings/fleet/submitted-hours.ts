import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { instantAt } from '@/lib/domain/calendar/time-zone'
import { isZone } from '@/lib/domain/calendar/zone'
import type { RolloutHours } from '@/lib/domain/fleet/rollout-hours'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { moveText as text } from './text'

/** As it is typed: a local date and time, and times of the day; empty for none. */
export type TypedHours = { zone: string; startsAt: string; quietFrom: string; quietUntil: string }

/** Milliseconds by which a start may be in the future at most. */
const LATEST = 366 * 24 * 3_600_000

/** When a rollout may write, or what to correct. Null where nothing is typed. */
export function readHours(typed: TypedHours, now: number): Result<RolloutHours | null, string[]> {
  const { zone, startsAt, quietFrom, quietUntil } = typed
  if (startsAt === '' && quietFrom === '' && quietUntil === '') return succeed(null)
  if (!isZone(zone)) return fail([text.zoneWrong])
  const start = startsAt === '' ? null : momentOf(startsAt, zone)
  const isStartWrong = startsAt !== '' && (start === null || start <= now || start - now > LATEST)
  const isQuiet = quietFrom !== '' || quietUntil !== ''
  const [from, until] = [minuteOf(quietFrom), minuteOf(quietUntil)]
  const isQuietWrong = isQuiet && (from === null || until === null || from === until)
  if (isStartWrong || isQuietWrong)
    return fail([...(isStartWrong ? [text.startWrong] : []), ...(isQuietWrong ? [text.quietWrong] : [])])
  return succeed({ zone, startsAt: start, quiet: from === null || until === null ? null : { from, until } })
}

function momentOf(typed: string, zone: string): number | null {
  const [day = '', time = ''] = typed.split('T')
  const [date, minuteOfDay] = [parseCalendarDate(day), minuteOf(time)]
  return date === null || minuteOfDay === null ? null : instantAt({ date, minuteOfDay }, zone).instant
}

function minuteOf(typed: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(typed) ?? []
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
}
