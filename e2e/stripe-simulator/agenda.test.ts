import { expect, test } from 'vitest'
import { Agenda } from './agenda.ts'
import { BoundedLog } from './bounded-log.ts'
import { SeededRandom } from './seeded-random.ts'

test('tasks come by their time, and those of one moment in the order they were added', () => {
  const agenda = new Agenda()
  const random = new SeededRandom(3)
  const done: [number, number][] = []
  for (let order = 0; order < 2000; order += 1) {
    const due = random.integer(1, 50)
    agenda.add(due, () => done.push([due, order]))
  }
  for (let task = agenda.takeDue(50); task; task = agenda.takeDue(50)) task.run()
  expect(done).toHaveLength(2000)
  expect(done).toEqual(done.toSorted(([a, first], [b, second]) => a - b || first - second))
})

test('nothing comes before its time', () => {
  const agenda = new Agenda()
  agenda.add(10, () => {})
  expect(agenda.takeDue(9)).toBeUndefined()
  expect(agenda.nextDue).toBe(10)
  expect(agenda.takeDue(10)?.due).toBe(10)
  expect(agenda.nextDue).toBeUndefined()
})

test('a bounded log forgets its oldest and says which', () => {
  const log = new BoundedLog<number>(3)
  const dropped = Array.from({ length: 5000 }, (_, index) => log.append(index))
  expect(dropped.slice(0, 5)).toEqual([undefined, undefined, undefined, 0, 1])
  expect(log.toArray()).toEqual([4997, 4998, 4999])
  expect([log.size, log.oldest, log.newest]).toEqual([3, 4997, 4999])
})
