import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  movesFor,
  nextStep,
  opensUpTo,
  type Pace,
  ROLLOUT_STATUSES,
  stagesOf,
  statusAfter,
  USUAL_PACE,
} from './rollout'

const progress = { total: 200, pending: 200, unresolved: 0, settled: 0, failed: 0, openUpTo: 200 }

test('stages are the canary, a share and all of them, each once', () => {
  expect(stagesOf(USUAL_PACE, 200)).toEqual([10, 50, 200])
  expect(stagesOf(USUAL_PACE, 7)).toEqual([2, 7])
  expect(stagesOf({ ...USUAL_PACE, canary: 0, share: 100 }, 7)).toEqual([7])
  expect(stagesOf(USUAL_PACE, 0)).toEqual([])
})

test.each([
  ['begins with the canary', {}, { kind: 'proceed', upTo: 10 }],
  ['goes to the share', { pending: 190, settled: 10 }, { kind: 'proceed', upTo: 50 }],
  ['halts when the first one fails', { pending: 199, settled: 1, failed: 1 }, { kind: 'halt' }],
  ['bears what the threshold allows', { pending: 100, settled: 100, failed: 5 }, { kind: 'proceed', upTo: 200 }],
  ['and not more', { pending: 100, settled: 100, failed: 6 }, { kind: 'halt' }],
  ['finds out what isn’t known before it is complete', { pending: 0, unresolved: 1 }, { kind: 'resolve' }],
  ['is complete when all is known', { pending: 0 }, { kind: 'complete' }],
])('a rollout %s', (_, change, step) => {
  expect(nextStep(USUAL_PACE, { ...progress, ...change })).toEqual(step)
})

const pace: fc.Arbitrary<Pace> = fc.record({
  canary: fc.nat(20),
  share: fc.integer({ min: 1, max: 100 }),
  haltAbove: fc.integer({ min: 0, max: 100 }),
  waits: fc.boolean(),
  hours: fc.constant(null),
})

test('a rollout in which nothing fails reaches every account, and waits at the end of each stage where it should', () => {
  fc.assert(
    fc.property(pace, fc.integer({ min: 1, max: 300 }), (how, total) => {
      let [done, openUpTo, waits] = [0, opensUpTo(how, total, 0), 0]
      for (let turn = 0; turn < 2 * total + 10; turn++) {
        const step = nextStep(how, { total, pending: total - done, unresolved: 0, settled: done, failed: 0, openUpTo })
        if (step.kind === 'complete') break
        if (step.kind === 'wait') {
          waits++
          openUpTo = opensUpTo(how, total, done)
          continue
        }
        if (step.kind !== 'proceed') throw new Error(step.kind)
        expect(step.upTo).toBeGreaterThan(done)
        if (how.waits) expect(step.upTo).toBeLessThanOrEqual(openUpTo)
        done = Math.min(step.upTo, done + 7)
      }
      expect(done).toBe(total)
      expect(waits).toBe(how.waits ? stagesOf(how, total).length - 1 : 0)
    }),
  )
})

test('a rollout never proceeds beyond the failures that it may have', () => {
  fc.assert(
    fc.property(pace, fc.nat(100), fc.nat(100), (how, settled, failed) => {
      fc.pre(failed <= settled)
      const step = nextStep(how, { ...progress, pending: 200 - settled, settled, failed })
      if (step.kind === 'proceed') expect(failed * 100).toBeLessThanOrEqual(settled * how.haltAbove)
    }),
  )
})

test('nobody approves what they started, and only admins move a rollout', () => {
  const waiting = { status: 'awaiting_approval', startedById: 'ada' } as const
  expect(movesFor({ personId: 'ada', role: 'admin' }, waiting)).toEqual(['cancel'])
  expect(movesFor({ personId: 'grace', role: 'admin' }, waiting)).toEqual(['approve', 'reject'])
  for (const status of ROLLOUT_STATUSES)
    for (const role of ['operator', 'viewer', 'owner', null] as const)
      expect(movesFor({ personId: 'x', role }, { status, startedById: 'ada' })).toEqual([])
})

test('a rollout that needs a second person waits for them', () => {
  expect([statusAfter('start', true), statusAfter('start', false)]).toEqual(['awaiting_approval', 'in_progress'])
})
