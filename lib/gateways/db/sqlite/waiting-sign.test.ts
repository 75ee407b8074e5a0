import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WaitingSign } from './waiting-sign'

const folder = mkdtempSync(join(tmpdir(), 'spillway-sign-'))
let files = 0
const newPath = () => join(folder, `${++files}`)
let now: number

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  now = Date.now()
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const at = (ms: number) => vi.setSystemTime(now + ms)

test('who has waited for longer goes first, until it no longer waits', () => {
  const path = newPath()
  const [here, there] = [new WaitingSign(path), new WaitingSign(path)]
  expect(here.mayAsk(now)).toBe(true)
  at(600)
  expect(here.mayAsk(now)).toBe(true)
  expect(there.mayAsk(now + 600)).toBe(false)
  here.takeDown(now)
  expect(there.mayAsk(now + 600)).toBe(true)
})

test('the sign of a process that has died is forgotten after a second', () => {
  const path = newPath()
  const [dead, alive] = [new WaitingSign(path), new WaitingSign(path)]
  at(600)
  dead.mayAsk(now)
  at(1500)
  expect(alive.mayAsk(now + 1500)).toBe(false)
  at(1700)
  expect(alive.mayAsk(now + 1500)).toBe(true)
})

test('the sign of a clock that was ahead is ignored', () => {
  const path = newPath()
  at(60_000)
  new WaitingSign(path).mayAsk(now)
  at(0)
  expect(new WaitingSign(path).mayAsk(now + 1)).toBe(true)
})

test('of any processes that keep asking, the one that has waited longest always may', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 5 }),
      fc.array(fc.nat(4), { minLength: 10, maxLength: 60 }),
      (starts, turns) => {
        const path = newPath()
        const waiting = starts.map((start) => ({ since: now + start, sign: new WaitingSign(path) }))
        const [oldest] = [...waiting].sort((a, b) => a.since - b.since)
        for (const [index, turn] of turns.entries()) {
          at(1100 + index * 3)
          const some = waiting[turn % waiting.length]
          some?.sign.mayAsk(some.since)
          expect(oldest?.sign.mayAsk(oldest.since)).toBe(true)
          for (const other of waiting) if (other !== oldest) expect(other.sign.mayAsk(other.since)).toBe(false)
        }
      },
    ),
    { numRuns: 30 },
  )
})
