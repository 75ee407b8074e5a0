import { expect, test } from 'vitest'
import { readHours, type TypedHours } from './submitted-hours'
import { moveText as text } from './text'

const now = new Date('2026-12-01T12:00Z').getTime()
const read = (typed: Partial<TypedHours>) =>
  readHours({ zone: 'Europe/Berlin', startsAt: '', quietFrom: '', quietUntil: '', ...typed }, now)

test('a start and quiet hours are read by the clocks of the named zone', () => {
  expect(read({ startsAt: '2026-12-02T08:30', quietFrom: '22:00', quietUntil: '06:00' })).toEqual({
    ok: true,
    value: {
      zone: 'Europe/Berlin',
      startsAt: new Date('2026-12-02T07:30Z').getTime(),
      quiet: { from: 1320, until: 360 },
    },
  })
  expect(read({ zone: '' })).toEqual({ ok: true, value: null })
})

test.each([
  ['a zone that doesn’t exist', { zone: 'Berlin', startsAt: '2026-12-02T08:30' }, text.zoneWrong],
  ['a start that has passed', { startsAt: '2026-12-01T12:30' }, text.startWrong],
  ['a start in two years', { startsAt: '2028-12-01T12:30' }, text.startWrong],
  ['a day that doesn’t exist', { startsAt: '2026-02-30T12:30' }, text.startWrong],
  ['quiet hours without an end', { quietFrom: '22:00' }, text.quietWrong],
  ['quiet hours all day', { quietFrom: '22:00', quietUntil: '22:00' }, text.quietWrong],
  ['an hour that no clock shows', { quietFrom: '24:00', quietUntil: '06:00' }, text.quietWrong],
])('%s is refused', (_, typed, problem) => expect(read(typed)).toEqual({ ok: false, failure: [problem] }))
