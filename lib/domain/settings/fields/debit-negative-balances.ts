import { type FieldDefinition, replacedAsWhole } from '../field-definition'

export const debitNegativeBalances: FieldDefinition<boolean, boolean | null> = {
  label: 'Negative-balance debits',
  stripeParameters: ['debit_negative_balances'],
  canBeGivenToOwners: false,
  canBeCleared: false,
  canonical: (value) => value,
  describe: (value) => (value === null ? 'Not set' : value ? 'On' : 'Off'),
  findError: () => undefined,
  findLock: () => null,
  ...replacedAsWhole,
  toDraft: (value) => value,
  fromDraft: (value) => ({ value }),
}
