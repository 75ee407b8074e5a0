import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPlatform } from './accounts/populate.ts'
import { SimulatedWorld } from './simulated-world.ts'
import { type Operation, operate, operations } from './testing/operations.ts'
import { populatedWorld } from './testing/world.ts'
import { Clock } from './time/clock.ts'

const NOW = '2026-11-25T09:00:00Z'

function play(world: SimulatedWorld, all: readonly Operation[]): SimulatedWorld {
  for (const operation of all) operate(world, operation)
  return world
}

const writtenDown = (world: SimulatedWorld) => JSON.stringify([world.clock.snapshot(), world.snapshot()])

/** The same world after a restart from its state file. */
function restarted(world: SimulatedWorld): SimulatedWorld {
  const [clockState, saved] = JSON.parse(writtenDown(world))
  const clock = new Clock()
  clock.restore(clockState)
  const platform = createPlatform(clock.seconds())
  const again = new SimulatedWorld(saved.seed, clock, platform)
  again.restore(saved)
  return again
}

test('the same seed, calls and clock moves give an identical world, even with a restart in between', () => {
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

test('another seed gives a different world', () => {
  expect(writtenDown(populatedWorld(NOW, 20, 6))).not.toBe(writtenDown(populatedWorld(NOW, 20, 5)))
})
