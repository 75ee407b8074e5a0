import type { CalendarDate } from '../calendar/calendar-date'
import type { BalanceSettingsField } from '../settings/fields'
import type { Actor, AuditEventType, AuditOutcome } from './audit-entry'

/** Where an entry comes from. */
export const ORIGINS = ['person', 'system', 'outside'] as const satisfies readonly Actor['kind'][]

export const OUTCOMES = ['pending', 'applied', 'refused', 'unknown', 'conflict'] as const satisfies AuditOutcome[]

/** What the record can be filtered by. Every filter that is set must hold. */
export type AuditFilters = {
  /** An account's id, or the beginnings of words of its name as it was recorded. */
  account: string | null
  /** A person's id, or the beginnings of words of the actor's name. */
  actor: string | null
  type: AuditEventType | null
  /** A setting that the entry changes. */
  field: BalanceSettingsField | null
  outcome: AuditOutcome | null
  origin: Actor['kind'] | null
  /** The beginnings of words, each in the name of the actor or of the account. */
  names: string | null
  /** The first and the last day, in UTC. */
  from: CalendarDate | null
  to: CalendarDate | null
  /** Entries that changed nothing, such as sign-ins, are listed as well. */
  reads: boolean
}

export const NO_FILTERS: AuditFilters = {
  account: null,
  actor: null,
  type: null,
  field: null,
  outcome: null,
  origin: null,
  names: null,
  from: null,
  to: null,
  reads: false,
}

export type AuditQuery = AuditFilters & {
  /** The entry that the page begins behind: `before` lists older ones, `after` newer ones. */
  cursor: { direction: 'before' | 'after'; id: string } | null
}
