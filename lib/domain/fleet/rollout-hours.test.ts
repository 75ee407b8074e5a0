import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localTimeAt } from '../calendar/time-zone'
import { describeQuiet, type RolloutHours, waitsUntil } from './rollout-hours'

const at = (iso: string) => new Date(iso).getTime()
const night = { from: 22 * 60, until: 6 * 60 }
const berlin = (change: Partial<RolloutHours>): RolloutHours => ({
  ...{ zone: 'Europe/Berlin', startsAt: null, quiet: null },
  ...change,
})

test.each<[string, RolloutHours | null, string, string | null]>([
  ['without hours writes at once', null, '2026-12-01T03:00Z', null],
  ['waits for its start', berlin({ startsAt: at('2026-12-01T09:00Z') }), '2026-12-01T03:00Z', '2026-12-01T09:00Z'],
  ['writes from its start on', berlin({ startsAt: at('2026-12-01T09:00Z') }), '2026-12-01T09:00Z', null],
  ['waits in the evening for the morning', berlin({ quiet: night }), '2026-12-01T21:00Z', '2026-12-02T05:00Z'],
  ['waits after midnight for the same morning', berlin({ quiet: night }), '2026-12-02T00:00Z', '2026-12-02T05:00Z'],
  ['writes from the end of the quiet hours on', berlin({ quiet: night }), '2026-12-02T05:00Z', null],
  ['writes until they begin', berlin({ quiet: night }), '2026-12-01T20:59Z', null],
  [
    'whose start is in the quiet hours waits for their end',
    berlin({ quiet: night, startsAt: at('2026-12-01T23:00Z') }),
    '2026-12-01T12:00Z',
    '2026-12-02T05:00Z',
  ],
  [
    'is quiet during the day where the hours say so',
    berlin({ quiet: { from: 9 * 60, until: 17 * 60 } }),
    '2026-12-01T12:00Z',
    '2026-12-01T16:00Z',
  ],
  [
    'waits one hour less in the night in which clocks are set forward',
    berlin({ quiet: night }),
    '2027-03-27T21:00Z',
    '2027-03-28T04:00Z',
  ],
])('a rollout that %s', (_, hours, now, until) => {
  expect(waitsUntil(hours, at(now))).toBe(until && at(until))
})

test('whatever the quiet hours, a rollout that has waited for their end may write then, at latest a day and an hour later', () => {
  const minute = fc.integer({ min: 0, max: 1439 })
  fc.assert(
    fc.property(
      fc.record({ from: minute, until: minute }).filter(({ from, until }) => from !== until),
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
      fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2028-01-01T00:00Z') }),
      (quiet, zone, now) => {
        const hours = { zone, startsAt: null, quiet }
        let [moment, turns] = [now, 0]
        for (let next = waitsUntil(hours, moment); next !== null; next = waitsUntil(hours, moment)) {
          expect(next).toBeGreaterThan(moment)
          moment = next
          if (++turns > 1) break
        }
        expect(turns).toBeLessThanOrEqual(1)
        expect(moment - now).toBeLessThanOrEqual(25 * 3_600_000)
        if (turns === 0) {
          const { minuteOfDay } = localTimeAt(now, zone)
          const { from, until } = quiet
          expect(
            from < until ? minuteOfDay >= from && minuteOfDay < until : minuteOfDay >= from || minuteOfDay < until,
          ).toBe(false)
        }
      },
    ),
  )
})

test('quiet hours are described with their zone', () => {
  expect(describeQuiet(night, 'Europe/Berlin')).toBe('22:00 to 06:00 (Europe/Berlin)')
})
