import fc from 'fast-check'
import { expect, test } from 'vitest'
import { upcomingPayouts } from '../payouts/forecast'
import { writePayoutFeed } from '../payouts/payout-feed'
import { HOLIDAY_DATA } from './bank-holiday-data'
import { requireCalendarDate as date } from './calendar-date'
import { writeCalendar } from './ics'

const madeAt = Date.parse('2026-11-22T07:30:00.250Z')
const octets = (text: string) => new TextEncoder().encode(text).length
const unfolded = (text: string) => text.replaceAll('\r\n ', '')
const entry = {
  id: 'payout-1',
  date: date('2026-12-31'),
  title: 'Payout',
  description: 'First.\nSecond; third, fourth \\ fifth',
}
const feed = (title: string) =>
  writeCalendar({ name: 'Payouts', madeAt, domain: 'spillway.example', entries: [{ ...entry, title }] })

test('an all-day entry ends on the day after, in the next year too', () => {
  expect(unfolded(feed('Payout'))).toBe(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Spillway//Payout calendar//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'NAME:Payouts',
      'X-WR-CALNAME:Payouts',
      'REFRESH-INTERVAL;VALUE=DURATION:P1D',
      'BEGIN:VEVENT',
      'UID:payout-1@spillway.example',
      'DTSTAMP:20261122T073000Z',
      'DTSTART;VALUE=DATE:20261231',
      'DTEND;VALUE=DATE:20270101',
      'SUMMARY:Payout',
      'DESCRIPTION:First.\\nSecond\\; third\\, fourth \\\\ fifth',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  )
})

test('whatever a title holds, lines stay within 75 octets, characters stay whole and no line can be smuggled in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
      const text = feed(title)
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      for (const line of text.split('\r\n')) {
        expect(octets(line)).toBeLessThanOrEqual(75)
        expect(line.isWellFormed()).toBe(true)
      }
      const lines = unfolded(text).split('\r\n')
      expect(lines).toHaveLength(unfolded(feed('Payout')).split('\r\n').length)
      const summary = lines.find((line) => line.startsWith('SUMMARY:'))?.slice(8) ?? ''
      const read = summary.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are replaced
      expect(read).toBe(title.replaceAll(/\r\n?/g, '\n').replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' '))
    }),
  )
})

test('half a surrogate pair becomes the replacement character', () => {
  expect(feed('a\ud800b')).toContain('SUMMARY:a\ufffdb\r\n')
})

test('a feed of payouts keeps its ids from one reading to the next and gives the reasons', () => {
  const answer = upcomingPayouts({
    holidays: HOLIDAY_DATA,
    schedule: { interval: 'weekly', weekdays: ['thursday'] },
    country: 'US',
    delayDays: 2,
    today: date('2026-11-22'),
  })
  if (answer.kind === 'manual') throw new Error('expected automatic payouts')
  const read = (at: number) =>
    unfolded(
      writePayoutFeed({
        accountId: 'acct_1Demo',
        accountName: 'Rocket, Rides',
        domain: 'spillway.example',
        madeAt: at,
        payouts: answer.payouts,
        transfers: 'none',
        isBlocked: false,
        day: (text) => text,
      }),
    )
  const lines = read(madeAt).split('\r\n')
  expect(lines.filter((line) => line.startsWith('UID:'))).toHaveLength(5)
  expect(lines).toContain('UID:payout-2026-11-27-acct_1Demo@spillway.example')
  expect(lines).toContain('SUMMARY:Payout (estimated): Rocket\\, Rides')
  expect(lines).toContain(
    'DESCRIPTION:Expected to arrive between 2026-11-30 and 2026-12-01.\\n2026-11-26 is a bank holiday (Thanksgiving Day)\\, so the payout is sent on the next business day.',
  )
  const withoutStamp = (text: string) => text.replaceAll(/DTSTAMP:.*/g, '')
  expect(withoutStamp(read(madeAt + 86_400_000))).toBe(withoutStamp(read(madeAt)))
})
