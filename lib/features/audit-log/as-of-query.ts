import { timeOfId } from '@/lib/domain/audit/entry-id'
import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { asOfErrors as errors } from './as-of-text'
import { isEntryId, type SearchParams } from './query'

/** A time, to the millisecond, or the moment just after an entry. */
export type Moment = { at: Date } | { entryId: string }

export type AsOfQuery = {
  at: Moment
  /** The moment that `at` is compared with. */
  against: Moment | null
}

const TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?Z?$/

/** A time in UTC as a date field writes it, with or without seconds, milliseconds and Z. */
function parseTime(text: string): Date | null {
  const [, day = '', hours = '', minutes = '', seconds = '00', milliseconds = '0'] = TIME.exec(text) ?? []
  if (!parseCalendarDate(day) || hours > '23' || minutes > '59' || seconds > '59') return null
  return new Date(`${day}T${hours}:${minutes}:${seconds}.${milliseconds.padEnd(3, '0')}Z`)
}

function parseMoment(text: string, now: Date): Result<Moment, string> {
  const isEntry = isEntryId(text)
  const at = isEntry ? timeOfId(text) : parseTime(text)
  if (!at) return fail(errors.notATime(text))
  if (at > now) return fail(errors.future(text))
  return succeed(isEntry ? { entryId: text } : { at })
}

/** The moments that the address names: `at`, which is now where it is missing, and `against`. */
export function parseAsOfQuery(params: SearchParams, now: Date): Result<AsOfQuery, string> {
  const moments: { at?: Moment; against?: Moment } = {}
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue
    if (typeof value !== 'string') return fail(errors.repeated(name))
    if (name !== 'at' && name !== 'against') return fail(errors.unknownName(name))
    if (value.trim() === '') continue
    const moment = parseMoment(value.trim(), now)
    if (!moment.ok) return moment
    moments[name] = moment.value
  }
  return succeed({ at: moments.at ?? { at: now }, against: moments.against ?? null })
}
