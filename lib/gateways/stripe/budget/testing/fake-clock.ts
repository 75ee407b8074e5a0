import type { Clock } from '../pacer'

/** A clock that moves only in `pass`; sleepers wake in order. */
export function fakeClock() {
  let now = 1_000_000
  const sleepers: { at: number; wake: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    sleep: (ms) => (ms <= 0 ? Promise.resolve() : new Promise((wake) => sleepers.push({ at: now + ms, wake }))),
  }
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    ...clock,
    /** Moves the clock by so many milliseconds and wakes the sleepers that are due. */
    async pass(ms: number) {
      const endsAt = now + ms
      await settle()
      for (;;) {
        const next = sleepers.sort((a, b) => a.at - b.at)[0]
        if (!next || next.at > endsAt) break
        sleepers.shift()
        now = next.at
        next.wake()
        await settle()
      }
      now = endsAt
    },
  }
}
