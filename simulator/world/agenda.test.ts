import { expect, test } from 'vitest'
import { newAccount } from '../accounts/new-account.ts'
import { Agenda } from './agenda.ts'
import { BoundedLog } from './bounded-log.ts'
import { SeededRandom } from './seeded-random.ts'

const BY_NUMBER = Array.from({ length: 40 }, (_, sequence) =>
  newAccount({
    id: `acct_1Test${sequence}`,
    sequence,
    created: 0,
    country: 'US',
    controller: null,
    name: 'Test',
    email: null,
  }),
)

test('accounts are returned in order of due time, then of creation, once per moment', () => {
  const agenda = new Agenda()
  const random = new SeededRandom(3)
  const wanted = new Set<string>()
  for (let added = 0; added < 2000; added += 1) {
    const due = random.integer(1, 50)
    const account = random.pick(BY_NUMBER)
    agenda.add(due, account)
    wanted.add(`${due}/${account.sequence}`)
  }
  const come: [number, number][] = []
  for (let next = agenda.takeDue(50); next; next = agenda.takeDue(50)) {
    for (const { sequence } of next.accounts) come.push([next.due, sequence])
  }
  expect(new Set(come.map((each) => each.join('/')))).toEqual(wanted)
  expect(come).toHaveLength(wanted.size)
  expect(come).toEqual(come.toSorted(([a, first], [b, second]) => a - b || first - second))
})

test('nothing is returned before it is due', () => {
  const agenda = new Agenda()
  const [account] = BY_NUMBER
  if (account) agenda.add(10, account)
  expect(agenda.takeDue(9)).toBeUndefined()
  expect(agenda.nextDue).toBe(10)
  expect(agenda.takeDue(10)?.due).toBe(10)
  expect(agenda.nextDue).toBeUndefined()
})

test('a bounded log drops its oldest entry and returns it', () => {
  const log = new BoundedLog<number>(3)
  const dropped = Array.from({ length: 5000 }, (_, index) => log.append(index))
  expect(dropped.slice(0, 5)).toEqual([undefined, undefined, undefined, 0, 1])
  expect(log.toArray()).toEqual([4997, 4998, 4999])
  expect([log.size, log.oldest, log.newest]).toEqual([3, 4997, 4999])
})
