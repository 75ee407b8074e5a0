import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requireCalendarDate } from '../calendar/calendar-date'
import { describeRequirementsDue, nameRequirements } from './requirement-words'
import { fallenDue, levelOf, sortRequirements } from './requirements'

const NONE = { pastDue: [], currentlyDue: [], eventuallyDue: [], deadline: null }

const anyName = fc.constantFrom('external_account', 'company.tax_id', 'individual.dob.day', 'person_1.email', 'new.one')
const anyLists = fc.record({
  pastDue: fc.array(anyName),
  currentlyDue: fc.array(anyName),
  eventuallyDue: fc.array(anyName),
  deadline: fc.option(fc.integer({ min: 0 })),
})

test('each requirement is in the most urgent list that has it, once, and none is lost', () => {
  fc.assert(
    fc.property(anyLists, (lists) => {
      const { pastDue, currentlyDue, eventuallyDue } = sortRequirements(lists)
      const all = [...pastDue, ...currentlyDue, ...eventuallyDue]
      expect(all.toSorted()).toEqual(
        [...new Set([...lists.pastDue, ...lists.currentlyDue, ...lists.eventuallyDue])].toSorted(),
      )
      for (const name of currentlyDue) expect(lists.pastDue).not.toContain(name)
      for (const name of eventuallyDue) expect([...lists.pastDue, ...lists.currentlyDue]).not.toContain(name)
    }),
  )
})

test.each([
  [{ pastDue: ['a'], currentlyDue: ['b'] }, 'past_due'],
  [{ currentlyDue: ['b'], eventuallyDue: ['c'] }, 'currently_due'],
  [{ eventuallyDue: ['c'] }, 'eventually_due'],
  [{}, 'none'],
])('the most urgent of %j is %s', (lists, level) => {
  expect(levelOf({ ...NONE, ...lists })).toBe(level)
})

test.each([
  ['external_account', 'Bank account or card for payouts'],
  ['tos_acceptance.date', 'Acceptance of Stripe’s terms of service'],
  ['individual.dob.day', 'Date of birth of the account’s holder'],
  ['individual.address.postal_code', 'Address of the account’s holder'],
  ['company.address.city', 'Company address'],
  ['company.verification.document', 'Company document'],
  ['representative.verification.additional_document', 'Additional identity document of the company’s representative'],
  ['person_1MqjB62eZvKYlo2CqKNRTK2L.id_number', 'National ID number of a person of the account'],
  ['documents.bank_account_ownership_verification.files', 'Document: bank account ownership verification'],
])('%s is “%s”', (name, words) => {
  expect(nameRequirements([name])).toEqual([{ words, names: [name] }])
})

test('the parts of one thing are one requirement that keeps Stripe’s names', () => {
  const names = ['individual.dob.day', 'individual.dob.month', 'individual.dob.year']
  expect(nameRequirements([...names, 'individual.email'])).toEqual([
    { words: 'Date of birth of the account’s holder', names },
    { words: 'Email address of the account’s holder', names: ['individual.email'] },
  ])
})

test('a name that this version doesn’t know is shown as Stripe spells it, and whatever it is, it has words', () => {
  expect(nameRequirements(['company.moon_base'])[0]?.words).toContain('Company: moon base')
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ minLength: 1, unit: 'binary' }), fc.constantFrom('constructor', '__proto__.x')),
      (name) => {
        const named = nameRequirements([name])
        expect(named).toHaveLength(1)
        expect(typeof named[0]?.words).toBe('string')
        expect(named[0]?.words).not.toBe('')
        expect(named[0]?.names).toEqual([name])
      },
    ),
  )
})

const AT = { now: Date.UTC(2026, 10, 29, 12), today: requireCalendarDate('2026-11-29') }
const due = (requirements: Partial<typeof NONE> | null, requirementsDue: number | null = 1) =>
  describeRequirementsDue({ requirements: requirements && { ...NONE, ...requirements }, requirementsDue }, AT)

test.each([
  ['no names are known', null, 2, '2 requirements are due.'],
  [
    'one has a deadline',
    { currentlyDue: ['external_account'], deadline: Date.UTC(2026, 11, 4) },
    1,
    /^Due by .*4 Dec.*: Bank account or card for payouts\.$/,
  ],
  [
    'its deadline is over',
    { currentlyDue: ['external_account'], deadline: Date.UTC(2026, 10, 4) },
    1,
    'Due: Bank account or card for payouts.',
  ],
  ['one is past due', { pastDue: ['company.tax_id'], deadline: Date.UTC(2026, 11, 4) }, 1, 'Past due: Company tax ID.'],
  [
    'there are many',
    { currentlyDue: ['external_account', 'company.tax_id', 'company.name', 'company.phone'] },
    4,
    'Due: Bank account or card for payouts, Company tax ID and 2 more.',
  ],
] as const)('where %s, one sentence says so', (_, requirements, count, sentence) => {
  const said = due(requirements as Partial<typeof NONE> | null, count)
  if (typeof sentence === 'string') expect(said).toBe(sentence)
  else expect(said).toMatch(sentence)
})

test('what has fallen due is due now, wasn’t before by the same deadline, and isn’t found again', () => {
  fc.assert(
    fc.property(anyLists.map(sortRequirements), anyLists.map(sortRequirements), (before, after) => {
      const due = fallenDue(before, after)
      expect(fallenDue(after, after)).toBeNull()
      const isMoved = after.deadline !== null && after.deadline !== before.deadline
      expect(due?.pastDue ?? []).toEqual(after.pastDue.filter((name) => !before.pastDue.includes(name)))
      expect(due?.currentlyDue ?? []).toEqual(
        isMoved ? after.currentlyDue : after.currentlyDue.filter((name) => !before.currentlyDue.includes(name)),
      )
    }),
  )
})
