import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Decision,
  decideElsewhere,
  decideOnKnownDevice,
  NO_TRIES,
  type Tries,
  type Verdict,
} from './sign-in-limits'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const START = Date.UTC(2026, 10, 28)

/** What the database does: it keeps what each decision changes, and forgets what has expired. */
class Stored {
  private readonly rows = new Map<string, Tries>()

  private decide<K extends string>(
    keys: Record<K, string>,
    now: number,
    decide: (tries: Record<K, Tries>, now: number) => Decision<K>,
  ): Verdict {
    const names = Object.keys(keys) as K[]
    const tries = Object.fromEntries(
      names.map((name) => {
        const row = this.rows.get(keys[name])
        return [name, row && row.expiresAt > now ? row : NO_TRIES]
      }),
    ) as Record<K, Tries>
    const { verdict, changes } = decide(tries, now)
    for (const name of names) {
      const row = changes[name]
      if (row) this.rows.set(keys[name], row)
    }
    return verdict
  }

  elsewhere(email: string, address: string, now: number): Verdict {
    return this.decide({ address, email, place: `${email} ${address}` }, now, decideElsewhere)
  }

  onKnownDevice(email: string, now: number): Verdict {
    return this.decide({ device: `${email} device` }, now, decideOnKnownDevice)
  }
}

test('after five wrong passwords each pause is twice as long as the one before, up to 15 minutes', () => {
  let device = NO_TRIES
  let now = START
  const pauses = Array.from({ length: 13 }, () => {
    const { verdict, changes } = decideOnKnownDevice({ device }, now)
    expect(verdict.kind).toBe('try')
    device = changes.device ?? device
    const pause = device.nextAt - now
    if (pause > 0) expect(decideOnKnownDevice({ device }, device.nextAt - 1).verdict.kind).toBe('wait')
    now = device.nextAt
    return pause / SECOND
  })
  expect(pauses).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
})

test('an address gets 20 tries a minute, at any emails', () => {
  const stored = new Stored()
  const kinds = Array.from({ length: 30 }, (_, index) => stored.elsewhere(`${index}`, '192.0.2.1', START).kind)
  expect(kinds).toEqual([...Array(20).fill('try'), ...Array(10).fill('wait')])
  expect(stored.elsewhere('again', '192.0.2.1', START + MINUTE).kind).toBe('try')
})

type Guess = { address: number; after: number }
/** Guesses at one email: from which of 40 addresses, and how many milliseconds after the one before. */
const attack = fc.array(fc.record<Guess>({ address: fc.nat(39), after: fc.nat(20 * SECOND) }), {
  minLength: 50,
  maxLength: 400,
})

test('the rightful person always gets in on a known device, whatever others do', () => {
  fc.assert(
    fc.property(attack, fc.nat(399), (guesses, when) => {
      const stored = new Stored()
      let now = START
      for (const [index, { address, after }] of guesses.entries()) {
        now += after
        stored.elsewhere('ada', `${address}`, now)
        if (index === when) expect(stored.onKnownDevice('ada', now).kind).toBe('try')
      }
      expect(stored.onKnownDevice('ada', now).kind).toBe('try')
    }),
  )
})

test('an attacker who comes back at the right times gets at most 140 guesses an hour, from however many addresses', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 20 }), (addresses, step) => {
      const stored = new Stored()
      const tried: number[] = []
      for (let now = START; now < START + 3 * HOUR; now += step * 5 * SECOND)
        for (let address = 0; address < addresses; address++)
          if (stored.elsewhere('ada', `${address}`, now).kind === 'try') tried.push(now)
      for (const from of tried)
        expect(tried.filter((at) => at >= from && at < from + HOUR).length).toBeLessThanOrEqual(140)
    }),
    { numRuns: 15 },
  )
})

test('the rightful person gets in on a new device within 15 minutes of an attack from up to 30 addresses', () => {
  fc.assert(
    fc.property(attack, fc.nat(20 * MINUTE), (guesses, joins) => {
      const stored = new Stored()
      let now = START
      let until: number | null = null
      let isIn = false
      for (const { address, after } of guesses) {
        now += after
        stored.elsewhere('ada', `${address % 30}`, now)
        if (isIn || now < START + joins || (until !== null && now < until)) continue
        const verdict = stored.elsewhere('ada', 'new device', now)
        if (until !== null) expect(verdict.kind, 'a time that was given is kept').toBe('try')
        if (verdict.kind === 'try') isIn = true
        else {
          expect(verdict.isReserved).toBe(true)
          expect(verdict.until - now).toBeLessThanOrEqual(15 * MINUTE)
          until = verdict.until
        }
      }
    }),
  )
})

test('a time that was not used is lost after five minutes and counts as a try', () => {
  const stored = new Stored()
  for (let address = 0; address < 10; address++) stored.elsewhere('ada', `${address}`, START)
  const given = stored.elsewhere('ada', 'late', START)
  expect(given).toEqual({ kind: 'wait', until: START + 30 * SECOND, isReserved: true })
  expect(stored.elsewhere('ada', 'late', START + 10 * SECOND)).toEqual(given)
  expect(stored.elsewhere('ada', 'late', START + HOUR).kind).toBe('try')
})
