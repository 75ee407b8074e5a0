import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ACCOUNT_STATES } from '@/lib/domain/accounts/account-state'
import { REQUIREMENT_LEVELS } from '@/lib/domain/accounts/requirements'
import { YES_OR_NO } from '@/lib/domain/fleet/segment'
import { PolicyFields } from './policy-fields'
import { INTERVALS, readSubmittedPolicy, TYPES } from './submitted-policy'

/** What a browser sends of a form that nobody touched: its boxes that are checked, and what it can’t do without. */
function submitted(html: string): FormData {
  const form = new FormData()
  form.set('name', 'Unchanged')
  form.set('priority', '0')
  form.set('debits', 'on')
  for (const [box] of html.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)) {
    const [, name = ''] = /name="([^"]*)"/.exec(box) ?? []
    const [, value = 'on'] = /value="([^"]*)"/.exec(box) ?? []
    if (/ checked=""/.test(box)) form.append(name, value)
  }
  return form
}

test('a form that is saved as it was opened keeps every value that its policy chooses accounts by', () => {
  const facts = {
    ...{ type: TYPES, schedule: INTERVALS, state: ACCOUNT_STATES, requirement: REQUIREMENT_LEVELS },
    ...YES_OR_NO,
    reason: ['late', 'a_reason_of_tomorrow'],
  }
  const segment = { facts, available: null, createdFrom: null }
  const saved = readSubmittedPolicy(submitted(renderToStaticMarkup(<PolicyFields policy={null} segment={segment} />)))
  expect(saved).toMatchObject({ ok: true, value: { segment } })
})
