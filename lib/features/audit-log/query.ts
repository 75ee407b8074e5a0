import { EVENT_LABELS } from '@/lib/domain/audit/audit-entry'
import { type AuditFilters, type AuditQuery, NO_FILTERS, ORIGINS, OUTCOMES } from '@/lib/domain/audit/audit-query'
import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { BALANCE_SETTINGS_FIELDS } from '@/lib/domain/settings/fields'
import { filterErrors as errors } from './text'

export type SearchParams = Record<string, string | string[] | undefined>

/** The longest text that is looked for. */
const LONGEST_TEXT = 200

/** A value of the filter, or null where the text is none. */
const READERS: { [F in keyof AuditFilters]: (text: string) => AuditFilters[F] } = {
  account: shortText,
  actor: shortText,
  type: (text) => (Object.keys(EVENT_LABELS) as (keyof typeof EVENT_LABELS)[]).find((type) => type === text) ?? null,
  field: (text) => BALANCE_SETTINGS_FIELDS.find((field) => field === text) ?? null,
  outcome: (text) => OUTCOMES.find((outcome) => outcome === text) ?? null,
  origin: (text) => ORIGINS.find((origin) => origin === text) ?? null,
  names: shortText,
  from: parseCalendarDate,
  to: parseCalendarDate,
  reads: (text) => text === '1',
}

function shortText(text: string): string | null {
  return text.length <= LONGEST_TEXT && !text.includes('\0') ? text : null
}

const FILTERS = Object.keys(READERS) as (keyof AuditFilters)[]

/** Owners have one account, and don't learn who of the platform's staff did what. */
export const OWNER_FILTERS: typeof FILTERS = ['type', 'field', 'outcome', 'from', 'to', 'reads']

const CURSORS = ['before', 'after'] as const
const isCursor = (name: string): name is (typeof CURSORS)[number] => (CURSORS as readonly string[]).includes(name)
export const isEntryId = (text: string) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text)

/**
 * The URL has the whole state of the page. What can't be read fails with a sentence about it, because without it the page
 * would list what nobody asked for.
 */
export function parseAuditQuery(params: SearchParams, filters = FILTERS): Result<AuditQuery, string> {
  const isFilter = (name: string): name is keyof AuditFilters => (filters as string[]).includes(name)
  const query: AuditQuery = { ...NO_FILTERS, cursor: null }
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue
    if (typeof value !== 'string') return fail(errors.repeated(name))
    const text = value.trim()
    if (isCursor(name)) {
      if (!isEntryId(text) || query.cursor) return fail(errors.cursor)
      query.cursor = { direction: name, id: text }
    } else if (!isFilter(name)) return fail(errors.unknownFilter(name))
    else if (text !== '') {
      const read = READERS[name](text)
      if (read === null || read === false) return fail(errors.unknownValue(name, value))
      Object.assign(query, { [name]: read })
    }
  }
  if (query.from && query.to && query.from > query.to) return fail(errors.period)
  return succeed(query)
}

/** The filters as parameters of a URL. */
export function filterParams(query: AuditFilters): URLSearchParams {
  const params = new URLSearchParams()
  for (const name of FILTERS) {
    const value = query[name]
    if (value) params.set(name, value === true ? '1' : value)
  }
  return params
}

/** The parameters of the page that begins behind an entry. */
export function pageParams(query: AuditFilters, direction: 'before' | 'after', id: string): URLSearchParams {
  const params = filterParams(query)
  params.set(direction, id)
  return params
}
