import { isolate } from '../../text'
import { type FieldDefinition, replacedAsWhole } from '../field-definition'
import { MAX_DESCRIPTOR } from '../field-limits'

/** Pasted text may hold characters that nobody sees. */
const readable = (text: string): string | null => text.replace(/\p{Cf}/gu, '').trim() || null

export const statementDescriptor: FieldDefinition<string, string> = {
  label: 'Statement descriptor',
  stripeParameters: ['statement_descriptor'],
  canBeGivenToOwners: true,
  // Stripe docs, balance settings: of the fields that can be cleared, this is none.
  canBeCleared: false,
  canonical: readable,
  describe: (value) => (value === null ? 'Not set' : `“${isolate(value)}”`),
  /** Stripe documents only the length; the characters are those it refuses in charge descriptors (assumption). */
  findError(change) {
    if (change === null) return 'Stripe can’t remove a statement descriptor. Enter another one.'
    if (change.length > MAX_DESCRIPTOR) return `Use at most ${MAX_DESCRIPTOR} characters; this has ${change.length}.`
    if (!/^[\x20-\x7e]*$/.test(change)) return 'Use plain letters, digits and punctuation; banks can’t show others.'
    if (/[<>\\'"*]/.test(change)) return 'Leave out < > \\ \' " and *.'
    if (!/[A-Za-z]/.test(change)) return 'Use at least one letter.'
    return undefined
  },
  findLock: () => null,
  ...replacedAsWhole,
  toDraft: (value) => value ?? '',
  fromDraft: (draft) => ({ value: readable(draft) }),
}
