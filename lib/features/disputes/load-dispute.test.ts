import { beforeEach, expect, test, vi } from 'vitest'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { type DisputeLink, findDisputeLink } from '@/lib/record/disputes'
import { loadDispute } from './load-dispute'

vi.mock('@/lib/record/disputes')

const owner = { ...ADMIN, id: 'owner', staffRole: null }
const account = profileOf('acct_1')
const link: DisputeLink = {
  ...{ person: owner, role: 'owner', account, about: 'bank_accounts', zone: 'Europe/Paris', disputedAt: null },
  entry: {
    ...{ id: 'e1', at: new Date('2026-11-28T23:30:00Z'), account, reason: null },
    event: { type: 'external_account.changed', change: 'added', account: 'BANK •••• 1', currency: 'eur' },
    actor: { kind: 'outside', name: 'Stripe' },
    ...{ outcome: null, outcomeAt: null, outcomeMessage: null, stripeRequestId: null },
  },
}
beforeEach(() => void vi.mocked(findDisputeLink).mockResolvedValue(link))
const load = (person: Parameters<typeof loadDispute>[1]) => loadDispute('token', person, new Date())

test.each([
  ['the person themselves', owner],
  ['nobody', null],
])('while %s is signed in, the link shows the change', async (_, person) => {
  expect(await load(person)).toMatchObject({ kind: 'found', at: 'Sun 29 Nov 2026, 00:30 (Europe/Paris)' })
})

test('somebody else who is signed in learns nothing of the change', async () => {
  expect(await load({ ...owner, id: 'other', name: 'Eve' })).toEqual({ kind: 'other_person', name: 'Eve' })
})

test('an ended link says only that', async () => {
  vi.mocked(findDisputeLink).mockResolvedValue(null)
  expect(await load(owner)).toEqual({ kind: 'ended' })
})
