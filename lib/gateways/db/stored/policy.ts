import 'server-only'
import { parseCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { isZone } from '@/lib/domain/calendar/zone'
import type { PlanSummary } from '@/lib/domain/fleet/plan-summary'
import { POLICY_FIELDS, type PolicyValues, type PolicyVariant } from '@/lib/domain/fleet/policy'
import { type Pace, USUAL_PACE } from '@/lib/domain/fleet/rollout'
import type { RolloutHours } from '@/lib/domain/fleet/rollout-hours'
import { type AvailableRange, SEGMENT_FACTS, type Segment } from '@/lib/domain/fleet/segment'
import { integer, isRecord, list, record, text } from '@/lib/domain/foreign'
import { readStoredSettings } from './settings'

/**
 * A segment as it is stored; null where this version can't read all of it, because leaving a condition out would make it
 * a segment of more accounts.
 */
export function readStoredSegment(stored: unknown): Segment | null {
  if (!isRecord(stored) || !isRecord(stored.facts)) return null
  const facts: Record<string, string[]> = {}
  const { available: range, ...others } = stored.facts
  const available = range === undefined ? null : readStoredRange(range)
  if (range !== undefined && available === null) return null
  for (const [fact, values] of Object.entries(others)) {
    const read = list(values)?.map(text)
    if (!SEGMENT_FACTS.some((known) => known === fact) || !read?.every((value) => value !== null)) return null
    facts[fact] = read
  }
  if (stored.createdFrom === null) return { facts, available, createdFrom: null }
  const createdFrom = parseCalendarDate(text(stored.createdFrom) ?? '')
  return createdFrom === null ? null : { facts, available, createdFrom }
}

/** The range is stored among the facts, where a version that doesn't know it leaves the whole policy out. */
export const storedSegment = ({ facts, available, createdFrom }: Segment) => ({
  facts: available === null ? facts : { ...facts, available },
  createdFrom,
})

function readStoredRange(stored: unknown): AvailableRange | null {
  const { currency, min, max } = record(stored)
  const [code, from, to] = [text(currency), integer(min), integer(max)]
  if (code === null || (min !== null && from === null) || (max !== null && to === null)) return null
  return { currency: code, min: from, max: to }
}

/** The values of a policy; null where one can't be read. */
export function readStoredValues(stored: unknown): PolicyValues | null {
  const read = readStoredSettings(stored)
  if (!read?.isWhole) return null
  const values = Object.fromEntries(
    POLICY_FIELDS.flatMap((field) => (read.settings[field] == null ? [] : [[field, read.settings[field]]])),
  )
  return Object.keys(values).length === Object.keys(record(stored)).length ? values : null
}

/** The variants of a policy, none where nothing is stored; null where one can't be read. */
export function readStoredVariants(stored: unknown): PolicyVariant[] | null {
  if (stored === null) return []
  const variants = list(stored)?.map((each) => {
    const [countries, types] = [list(record(each).countries)?.map(text), list(record(each).types)?.map(text)]
    const values = readStoredValues(record(each).values)
    if (!values || !countries?.every((code) => code !== null) || !types?.every((type) => type !== null)) return null
    return { countries, types, values }
  })
  return variants?.every((variant) => variant !== null) ? variants : null
}

/** Hours; null where there are none, or they can't be read: a pace that this version can't read waits after each stage. */
function readStoredHours(stored: unknown): RolloutHours | null {
  if (!isRecord(stored)) return null
  const zone = text(stored.zone) ?? ''
  if (!isZone(zone)) return null
  const quiet = record(stored.quiet)
  const [from, until] = [integer(quiet.from), integer(quiet.until)]
  return { zone, startsAt: integer(stored.startsAt), quiet: from === null || until === null ? null : { from, until } }
}

/** What a plan says of all its accounts; null where nothing is stored. A figure that can't be read is left out, or 0. */
export function readStoredSummary(stored: unknown): PlanSummary | null {
  if (!isRecord(stored)) return null
  const number = (name: keyof PlanSummary) => integer(stored[name]) ?? 0
  const figures = (name: keyof PlanSummary) =>
    Object.fromEntries(
      Object.entries(record(stored[name])).flatMap(([key, value]) =>
        integer(value) === null ? [] : [[key, Number(value)]],
      ),
    )
  return {
    ...{ change: number('change'), needApproval: number('needApproval'), unchanged: number('unchanged') },
    ...{ byRule: figures('byRule'), skipped: figures('skipped'), unread: figures('unread') },
    ...{ payoutsPerYear: number('payoutsPerYear'), later: figures('later'), sooner: figures('sooner') },
  }
}

/** A pace; what can't be read of it is the careful one. */
export function readStoredPace(stored: unknown): Pace {
  const pace = record(stored)
  const number = (name: 'canary' | 'share' | 'haltAbove') => integer(pace[name]) ?? USUAL_PACE[name]
  return {
    canary: number('canary'),
    share: number('share'),
    haltAbove: number('haltAbove'),
    waits: pace.waits !== false,
    hours: readStoredHours(pace.hours),
  }
}
