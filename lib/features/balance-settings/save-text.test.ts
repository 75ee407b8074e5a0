import { expect, test } from 'vitest'
import { FIELDS } from '@/lib/domain/settings/fields'
import { saveText } from './save-text'

test.each([
  [['Payout schedule'], 'Payout schedule'],
  [['Payout schedule', 'Statement descriptor'], 'Payout schedule and statement descriptor'],
  [
    ['Payout schedule', 'Settlement delay', 'Statement descriptor'],
    'Payout schedule, settlement delay and statement descriptor',
  ],
])('a save of %j, and a change of it at Stripe, name what changed', (labels, named) => {
  expect(saveText.updated(labels)).toBe(`${named} updated`)
  expect(saveText.changedMeanwhile(labels)).toBe(`${named} ${labels.length === 1 ? 'was' : 'were'} changed at Stripe`)
})

test('however many settings are saved, each is named', () => {
  const labels = Object.values(FIELDS).map(({ label }) => label)
  for (const label of labels) expect(saveText.updated(labels).toLowerCase()).toContain(label.toLowerCase())
})
