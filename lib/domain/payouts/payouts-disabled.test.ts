import { expect, test } from 'vitest'
import { explainPayoutsDisabled, explainRejection } from './payouts-disabled'

const disabledFor = (disabledReason: string | null, requirementsDue = 0) =>
  explainPayoutsDisabled({ payoutsEnabled: false, disabledReason, requirementsDue }, null)

/** Stripe API reference, account object: `requirements.disabled_reason`. */
const REASONS = [
  ...['action_required.requested_capabilities', 'listed', 'other', 'platform_paused', 'under_review'],
  ...['rejected.fraud', 'rejected.incomplete_verification', 'rejected.listed', 'rejected.other'],
  ...['rejected.platform_fraud', 'rejected.platform_other', 'rejected.platform_terms_of_service'],
  ...['rejected.terms_of_service', 'requirements.past_due', 'requirements.pending_verification'],
]

test('payouts are enabled unless the account or its balance settings say otherwise', () => {
  const enabled = { payoutsEnabled: true, disabledReason: null, requirementsDue: 2 }
  expect(explainPayoutsDisabled(enabled, 'enabled')).toBeNull()
  expect(explainPayoutsDisabled(enabled, null)).toBeNull()
  expect(explainPayoutsDisabled(enabled, 'disabled')?.code).toBe('requirements_due')
})

test.each([
  { reason: 'platform_paused', due: 0, code: 'disabled_by_platform', cause: /^The platform paused/ },
  { reason: 'rejected.fraud', due: 3, code: 'rejected', cause: /^Stripe rejected/ },
  { reason: 'rejected.platform_fraud', due: 0, code: 'rejected', cause: /^The platform rejected/ },
  { reason: 'under_review', due: 0, code: 'under_review', cause: /^Stripe is reviewing/ },
  { reason: 'requirements.pending_verification', due: 0, code: 'under_review', cause: /^Stripe is verifying/ },
  { reason: 'requirements.past_due', due: 0, code: 'requirements_due', cause: /because some requirements are due/ },
  { reason: 'requirements.past_due', due: 1, code: 'requirements_due', cause: /because 1 requirement is due/ },
  { reason: null, due: 2, code: 'requirements_due', cause: /because 2 requirements are due/ },
  { reason: 'listed', due: 2, code: 'disabled_by_stripe', cause: /reason “listed”/ },
  { reason: null, due: 0, code: 'disabled_by_stripe', cause: /gives no reason/ },
])('the reason $reason with $due requirements due is $code', ({ reason, due, code, cause }) => {
  expect(disabledFor(reason, due)).toMatchObject({ code, cause: expect.stringMatching(cause) })
})

test.each([
  {
    payoutsEnabled: true,
    status: null,
    reason: 'rejected.fraud',
    says: 'Stripe rejected this account, and payouts are still enabled.',
  },
  {
    payoutsEnabled: null,
    status: 'enabled',
    reason: 'rejected.platform_other',
    says: 'The platform rejected this account, and payouts are still enabled.',
  },
  {
    payoutsEnabled: null,
    status: null,
    reason: 'rejected.other',
    says: 'Stripe rejected this account. It isn’t known whether payouts are enabled.',
  },
  { payoutsEnabled: false, status: null, reason: 'rejected.other', says: undefined },
  { payoutsEnabled: true, status: 'disabled', reason: 'rejected.other', says: undefined },
  { payoutsEnabled: true, status: 'enabled', reason: 'under_review', says: undefined },
  { payoutsEnabled: true, status: 'enabled', reason: null, says: undefined },
] as const)(
  'payouts $payoutsEnabled ($status) of an account with $reason: $says',
  ({ payoutsEnabled, status, reason, says }) => {
    expect(explainRejection({ payoutsEnabled, disabledReason: reason, requirementsDue: 0 }, status)?.cause).toBe(says)
  },
)

test('a review doesn’t hide the requirements that are due', () => {
  expect(disabledFor('under_review')?.next).toBe('Payouts resume once Stripe has finished.')
  expect(disabledFor('under_review', 1)?.next).toBe(
    'Payouts resume once 1 due requirement is met and Stripe has finished.',
  )
})

test('every reason of Stripe has two plain sentences that speak to nobody', () => {
  for (const reason of [...REASONS, 'new.reason', null]) {
    const { cause, next } = disabledFor(reason) ?? { cause: '', next: '' }
    for (const sentence of [cause, next]) expect(sentence).toMatch(/^[A-Z][^.]*\.$/)
    expect(`${cause} ${next}`).not.toMatch(/\byour?\b|_/)
  }
})
