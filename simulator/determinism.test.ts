import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPlatform } from './accounts/populate.ts'
import { Simulation } from './simulation.ts'
import { type Operation, operate, operations } from './testing/operations.ts'
import { populatedWorld } from './testing/world.ts'
import { Clock } from './time/clock.ts'

const NOW = '2026-11-25T09:00:00Z'

function play(simulation: Simulation, all: readonly Operation[]): Simulation {
  for (const operation of all) operate(simulation, operation)
  return simulation
}

const writtenDown = (simulation: Simulation) => JSON.stringify([simulation.clock.snapshot(), simulation.snapshot()])

/** The same world in another process, which knows no more than the state file. */
function restarted(simulation: Simulation): Simulation {
  const [clockState, saved] = JSON.parse(writtenDown(simulation))
  const clock = new Clock()
  clock.restore(clockState)
  const platform = createPlatform(clock.seconds())
  const again = new Simulation(
    saved.seed,
    clock,
    platform,
    () => {},
    () => {},
  )
  again.restore(saved)
  return again
}

test('the same seed, calls and moves of the clock give the same world to the byte, also with a restart on the way', () => {
  fc.assert(
    fc.property(operations(300), fc.nat(299), (all, cut) => {
      const once = writtenDown(play(populatedWorld(NOW, 20), all))
      expect(writtenDown(play(populatedWorld(NOW, 20), all)) === once, 'the same twice').toBe(true)
      const half = play(populatedWorld(NOW, 20), all.slice(0, cut))
      expect(writtenDown(play(restarted(half), all.slice(cut))) === once, 'the same with a restart').toBe(true)
    }),
    { numRuns: 15, seed: 3, endOnFailure: true },
  )
}, 120_000)

test('another seed gives another world', () => {
  expect(writtenDown(populatedWorld(NOW, 20, 6))).not.toBe(writtenDown(populatedWorld(NOW, 20, 5)))
})

test('a state file of before there were automatic payouts is taken up, and its accounts are paid out from now on', () => {
  const before = populatedWorld(NOW, 20)
  const [clockState, saved] = JSON.parse(writtenDown(before))
  const later = [
    'next_payout',
    'activity',
    'failed_debits',
    'account_type',
    'funding',
    'original_payout',
    'reversed_by',
    'first_payout_hold_days',
  ]
  const old = JSON.parse(JSON.stringify(saved), (key, value) => (later.includes(key) ? undefined : value))
  delete old.instant_payouts
  for (const { balance_transactions } of [old.platform, ...old.accounts]) {
    for (const transaction of balance_transactions) delete transaction.source_type
  }
  const clock = new Clock()
  clock.restore(clockState)
  const simulation = new Simulation(
    old.seed,
    clock,
    createPlatform(clock.seconds()),
    () => {},
    () => {},
  )
  simulation.restore(old)
  expect(writtenDown(simulation)).toHaveLength(writtenDown(before).length)
  expect(simulation.accounts.all().map(({ next_payout }) => next_payout)).toEqual(
    before.accounts.all().map(({ next_payout }) => next_payout),
  )
})
