import { hasStartOfDayPreview, startOfDayZones } from '../../accounts/country-rules'
import { formatTimeOfDay } from '../../calendar/time-of-day'
import { isZone } from '../../calendar/zone'
import { type FieldDefinition, replacedAsWhole } from '../field-definition'
import type { StartOfDay } from '../start-of-day'

/** The zones offered to an account in a country (ISO 3166). Which hours each allows only Stripe knows. */
export const zonesOffered = (country: string | null): readonly string[] => [...startOfDayZones(country), 'Etc/UTC']

/** Not set means the same start of day as the platform's. */
export const startOfDay: FieldDefinition<StartOfDay, StartOfDay | null> = {
  label: 'Custom start of day',
  stripeParameters: ['start_of_day'],
  canBeGivenToOwners: true,
  canBeCleared: true,
  canonical: ({ hour, minutes, zone }) => ({ hour, minutes, zone }),
  describe: (value) => (value ? `${formatTimeOfDay(value)} ${value.zone}` : 'Same as the platform'),
  findError(change) {
    if (change === null) return undefined
    const { hour, minutes, zone } = change
    if (!Number.isInteger(hour) || hour < 0 || hour > 23) return 'Choose an hour from 0 to 23.'
    // Stripe docs, customized start of day.
    if (minutes !== 0 && minutes !== 30) return 'Choose a time on the hour or at half past.'
    return isZone(zone) ? undefined : 'Choose a time zone from the list.'
  },
  findLock({ country }) {
    if (startOfDayZones(country).length > 0) return null
    if (country === null)
      return 'Stripe doesn’t say in which country this account is, so it isn’t known whether it can have a custom start of day.'
    return hasStartOfDayPreview(country)
      ? 'A custom start of day isn’t generally available in this country yet. Stripe has it in private preview.'
      : 'Stripe doesn’t offer a custom start of day in this country.'
  },
  ...replacedAsWhole,
  toDraft: (value) => value,
  fromDraft: (value) => ({ value }),
}
