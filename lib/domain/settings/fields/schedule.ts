import type { Weekday } from '../../calendar/weekday'
import { type FieldDefinition, replacedAsWhole } from '../field-definition'
import {
  canonicalSchedule,
  describeSchedule,
  describeScheduleProblem,
  type PayoutSchedule,
  scheduleProblems,
} from '../payout-schedule'

/** Keeps the days of every interval, so that trying another interval loses nothing. */
export type ScheduleDraft = {
  interval: PayoutSchedule['interval'] | null
  weekdays: readonly Weekday[]
  monthDays: readonly number[]
}

export const schedule: FieldDefinition<PayoutSchedule, ScheduleDraft> = {
  label: 'Payout schedule',
  stripeParameters: ['schedule', 'interval', 'weekly_payout_days', 'monthly_payout_days'],
  canBeGivenToOwners: true,
  canBeCleared: false,
  canonical: canonicalSchedule,
  describe: (value) => (value ? describeSchedule(value) : 'Not set'),
  findError(change, country) {
    const [problem] = change ? scheduleProblems(change, country) : []
    return problem && describeScheduleProblem(problem)
  },
  findLock: () => null,
  ...replacedAsWhole,
  toDraft: (value) => ({
    interval: value?.interval ?? null,
    weekdays: value?.interval === 'weekly' ? value.weekdays : [],
    monthDays: value?.interval === 'monthly' ? value.monthDays : [],
  }),
  fromDraft({ interval, weekdays, monthDays }) {
    switch (interval) {
      case null:
        return { value: null }
      case 'weekly':
        return { value: { interval, weekdays } }
      case 'monthly':
        return { value: { interval, monthDays } }
      default:
        return { value: { interval } }
    }
  },
}
