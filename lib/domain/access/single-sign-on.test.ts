import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readIdentity } from './single-sign-on'

const rules = {
  domains: ['people.example'],
  roleClaim: 'groups',
  roles: new Map([['ops', 'operator'] as const, ['root', 'admin'] as const]),
}
const claims = { sub: '1', email: 'Ada@People.example', email_verified: true, name: 'Ada', groups: ['ops'] }

test.each([
  [['ops'], 'operator'],
  ['ops', 'operator'],
  [['nobody', 'ops', 'root'], 'admin'],
])('with the groups %j somebody is %s', (groups, role) => {
  expect(readIdentity({ ...claims, groups }, rules)).toEqual({
    ok: true,
    value: { subject: '1', email: 'ada@people.example', name: 'Ada', role },
  })
})

test.each([[undefined], [[]], [['OPS']], [['ops=admin']], [{ ops: true }], [[['ops']]], [null]])(
  'with the groups %j nobody gets a role',
  (groups) => {
    expect(readIdentity({ ...claims, groups }, rules)).toMatchObject({ failure: 'no_role' })
  },
)

test('whatever the claims say, nobody is let in without a verified email of the domain and a role of a group', () => {
  const value = fc.oneof(fc.anything(), fc.constantFrom(...Object.values(claims), 'true', 'x@evil.example'))
  const any = fc.record({ sub: value, email: value, email_verified: value, name: value, groups: value })
  fc.assert(
    fc.property(any, (given) => {
      const read = readIdentity(given, rules)
      if (!read.ok) return
      expect(given.email_verified).toBe(true)
      expect(read.value.email).toMatch(/^[^\s@]+@people\.example$/)
      expect(['operator', 'admin']).toContain(read.value.role)
      expect(read.value.name).not.toBe('')
    }),
    { numRuns: 2000 },
  )
})
