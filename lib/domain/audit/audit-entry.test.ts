import { expect, test } from 'vitest'
import { describeEvent, labelOfEvent } from './audit-entry'

test('an event that this version can’t read is shown with the type that it was stored with', () => {
  const event = { type: 'unread', recorded: 'rollout.started' } as const
  expect(labelOfEvent(event)).toBe('rollout.started')
  expect(describeEvent(event)).toBe('recorded “rollout.started”, which this version of Spillway can’t read')
})

test('a session that leaves instant payouts to the Stripe Dashboard is recorded as such, and not as one without them', () => {
  const describe = (features: object) =>
    describeEvent({ type: 'account_session.created', components: ['balances'], features })
  expect(describe({ standard_payouts: true })).toBe(
    'created an account session with instant payouts as the Stripe Dashboard rules, standard payouts',
  )
  expect(describe({ instant_payouts: false })).toBe('created an account session with every feature disabled')
})

test('a session for other components is recorded with their names', () => {
  const describe = (components: string[], features: object) =>
    describeEvent({ type: 'account_session.created', components, features })
  expect(describe(['payouts_list', 'documents'], {})).toBe('created an account session for payouts list, documents')
  expect(describe(['account_onboarding'], { instant_payouts: false, external_account_collection: true })).toMatch(
    /onboarding.* with bank accounts$/,
  )
})
