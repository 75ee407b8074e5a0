import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharedLocks } from './field-locks'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettingsField } from './fields'

const locks = fc
  .tuple(...BALANCE_SETTINGS_FIELDS.map(() => fc.constantFrom(null, 'one reason', 'another')))
  .map(
    (reasons) =>
      Object.fromEntries(BALANCE_SETTINGS_FIELDS.map((field, index) => [field, reasons[index] ?? null])) as Record<
        BalanceSettingsField,
        string | null
      >,
  )

test('whatever locks the fields, a reason that locks several is said once, with all of them, and no other is', () => {
  fc.assert(
    fc.property(locks, (each) => {
      const shared = sharedLocks(each)
      expect(new Set(shared.map(({ reason }) => reason)).size).toBe(shared.length)
      for (const reason of ['one reason', 'another']) {
        const fields = BALANCE_SETTINGS_FIELDS.filter((field) => each[field] === reason)
        expect(shared.filter((group) => group.reason === reason)).toEqual(fields.length > 1 ? [{ reason, fields }] : [])
      }
    }),
  )
})
