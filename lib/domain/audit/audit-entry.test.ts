import { expect, test } from 'vitest'
import { type AuditEvent, describeEvent } from './audit-entry'

test('an event of a type that a later version recorded is shown by its type', () => {
  const event = { type: 'rollout.started', accounts: 3_000 } as unknown as AuditEvent
  expect(describeEvent(event)).toBe('recorded “rollout.started”, which this version of Spillway doesn’t know')
})

test.each([
  ['stopped', 'needs_attention'],
  ['put_back', 'recovered'],
])('a bank account’s change that was stored as “%s” reads like “%s” today', (earlier, now) => {
  const changed = (change: string) =>
    describeEvent({
      type: 'external_account.changed',
      change,
      account: 'BANK •••• 6789',
      currency: 'usd',
    } as AuditEvent)
  expect(changed(earlier)).toBe(changed(now))
  expect(changed(earlier)).not.toContain('undefined')
})
