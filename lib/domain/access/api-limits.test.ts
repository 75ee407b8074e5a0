import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Allowance, leftAt, waitFor } from './api-limits'

const limit = fc.record({ burst: fc.integer({ min: 1, max: 50 }), perSecond: fc.integer({ min: 1, max: 20 }) })
const pauses = fc.array(fc.integer({ min: -1000, max: 3000 }), { maxLength: 200 })

test('however requests come, also while a clock is set back, no more are allowed than the burst and what each second adds', () => {
  fc.assert(
    fc.property(limit, pauses, (of, gaps) => {
      let [now, forward, allowed, allowance] = [0, 0, 0, undefined as Allowance | undefined]
      for (const gap of gaps) {
        now += gap
        forward += Math.max(0, gap)
        const left = leftAt(allowance, of, now)
        const isAllowed = waitFor(left, of) === null
        allowed += Number(isAllowed)
        allowance = { left: isAllowed ? left - 1 : left, at: now }
        expect(allowed).toBeLessThanOrEqual(of.burst + (forward / 1000) * of.perSecond + 1e-6)
      }
    }),
  )
})

test('who waits as long as they were asked to is allowed', () => {
  fc.assert(
    fc.property(limit, fc.double({ min: 0, max: 0.999, noNaN: true }), (of, left) => {
      const seconds = waitFor(left, of) ?? 0
      expect(waitFor(leftAt({ left, at: 0 }, of, seconds * 1000), of)).toBe(null)
    }),
  )
})
