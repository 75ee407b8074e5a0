import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ChangeRequest, decisionsFor, REQUEST_STATUSES, statusAt } from './change-request'

const request = (change: Partial<ChangeRequest> = {}): ChangeRequest => ({
  id: 'r1',
  account: { id: 'acct_1', name: 'Shop' },
  kind: 'approval',
  status: 'open',
  requestedBy: { id: 'ada', name: 'Ada', role: 'admin' },
  lines: ['Payout delay: 7 days → 2 days'],
  because: ['delay_down'],
  reason: 'They moved banks',
  createdAt: new Date(0),
  expiresAt: new Date(1_000),
  decision: null,
  ...change,
})

test.each([
  ['another admin approves or rejects', 'grace', 'admin', {}, ['approve', 'reject']],
  ['the admin who asked withdraws, or breaks the glass', 'ada', 'admin', {}, ['withdraw', 'break_glass']],
  ['an operator decides nothing', 'olga', 'operator', {}, []],
  ['an approver approves or rejects', 'aki', 'approver', {}, ['approve', 'reject']],
  ['an approver decides wishes of owners', 'aki', 'approver', { kind: 'wish' }, ['approve', 'reject']],
  ['an approver breaks no glass', 'ada', 'approver', {}, ['withdraw']],
  ['an auditor decides nothing', 'aud', 'auditor', {}, []],
  ['a viewer decides nothing', 'vera', 'viewer', {}, []],
  ['the operator who asked withdraws', 'ada', 'operator', {}, ['withdraw']],
  ['another owner decides nothing', 'otto', 'owner', {}, []],
  ['the owner who asked withdraws', 'ada', 'owner', { kind: 'wish' }, ['withdraw']],
  ['a wish has no glass to break', 'ada', 'admin', { kind: 'wish' }, ['withdraw']],
] as const)('%s', (_, personId, role, change, decisions) => {
  expect(decisionsFor({ personId, role }, request(change))).toEqual(decisions)
})

test('nobody approves their own, and nobody decides what is decided or expired', () => {
  const roles = fc.constantFrom(
    'admin' as const,
    'operator' as const,
    'approver' as const,
    'viewer' as const,
    'auditor' as const,
    'owner' as const,
    'member' as const,
    null,
  )
  fc.assert(
    fc.property(
      roles,
      fc.constantFrom('ada', 'grace'),
      fc.constantFrom(...REQUEST_STATUSES),
      (role, personId, status) => {
        const decisions = decisionsFor({ personId, role }, request({ status }))
        if (personId === 'ada' || (role !== 'admin' && role !== 'approver')) expect(decisions).not.toContain('approve')
        if (status !== 'open') expect(decisions).toEqual([])
      },
    ),
  )
})

test('a request that nobody decided has expired at its moment, and not before', () => {
  const at = (ms: number, status: 'open' | 'approved' = 'open') =>
    statusAt({ status, expiresAt: new Date(1_000), endedBecause: null }, new Date(ms))
  expect(at(999)).toBe('open')
  expect(at(1_000)).toBe('expired')
  expect(at(5_000, 'approved')).toBe('approved')
})

test('a request whose account was disconnected has ended, unless it had been decided', () => {
  const ended = (status: 'open' | 'rejected') =>
    statusAt({ status, expiresAt: new Date(1_000), endedBecause: 'account_disconnected' }, new Date(999))
  expect([ended('open'), ended('rejected')]).toEqual(['ended', 'rejected'])
})
