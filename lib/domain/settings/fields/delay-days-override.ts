import { plural } from '../../text'
import { type FieldDefinition, replacedAsWhole } from '../field-definition'
import { MAX_DELAY_DAYS } from '../field-limits'

/** The platform's choice of the settlement delay in days. Not set means the minimum that Stripe allows the account. */
export const delayDaysOverride: FieldDefinition<number, string> = {
  label: 'Settlement delay',
  stripeParameters: ['delay_days_override', 'delay_days'],
  canBeGivenToOwners: false,
  canBeCleared: true,
  canonical: (days) => days,
  describe: (days) => (days === null ? 'Minimum' : plural(days, 'day')),
  findError: (days) =>
    days === null || (Number.isInteger(days) && days >= 0 && days <= MAX_DELAY_DAYS)
      ? undefined
      : `Enter a whole number of days from 0 to ${MAX_DELAY_DAYS}, or leave it empty for the minimum.`,
  // Stripe docs, manage payout schedule: the delay can be edited only where the platform is liable for losses.
  findLock({ controller }) {
    if (controller.lossesLiability !== 'stripe') return null
    return controller.dashboard === 'full'
      ? 'Stripe is liable for this account’s negative balances, so Stripe sets its delay. The account can ask Stripe Support.'
      : 'Stripe is liable for this account’s negative balances, so Stripe sets its delay.'
  },
  ...replacedAsWhole,
  toDraft: (days) => (days === null ? '' : String(days)),
  fromDraft(draft) {
    const text = draft.trim()
    if (text === '') return { value: null }
    return /^\d{1,4}$/.test(text) ? { value: Number(text) } : { error: 'Enter a whole number of days.' }
  },
}
