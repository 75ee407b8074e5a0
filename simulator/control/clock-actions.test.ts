import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests()

describe('The clock', () => {
  test('can be advanced by seconds or to a moment, and can be frozen', async () => {
    await rig.control('POST', '/reset', { now: '2027-01-31T11:00:00Z' })
    await rig.control('POST', '/clock', { now: '2027-01-31T12:00:00Z' })
    expect((await rig.control('GET', '/clock')).iso).toBe('2027-01-31T12:00:00.000Z')
    await rig.control('POST', '/clock', { advance_seconds: 90 })
    expect((await rig.control('GET', '/clock')).iso).toBe('2027-01-31T12:01:30.000Z')
    await rig.control('POST', '/clock', { frozen: false })
    expect((await rig.control('GET', '/clock')).frozen).toBe(false)
    await rig.control('POST', '/clock', { frozen: true })
    expect((await rig.control('GET', '/clock')).frozen).toBe(true)
    await rig.control('POST', '/reset')
    const { now } = await rig.control('GET', '/clock')
    expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(5)
  })
})

describe('An impossible time', () => {
  const NOW = '2026-11-25T09:00:00.000Z'
  beforeAll(async () => {
    await rig.control('POST', '/reset', { accounts: 1, now: NOW })
  })
  afterAll(async () => {
    await rig.control('POST', '/reset')
  })

  test.each([
    [{ now: '2026-11-25T08:59:59Z' }, 'cannot go back to 2026-11-25T08:59:59.000Z'],
    [{ advance_to: '2026-11-01' }, 'The clock is at 2026-11-25T09:00:00.000Z'],
    [{ advance_seconds: -1 }, 'cannot go back'],
    [{ advance_seconds: -99_999_999_999_999 }, 'no further than 50 years'],
    [{ advance_seconds: 1e15 }, 'no further than 50 years'],
    [{ now: 1e15 }, 'no further than 50 years'],
    [{ now: '+012026-01-01T00:00:00Z' }, 'no further than 50 years'],
    [{ now: 'soon' }, 'now must be seconds since the epoch or an ISO date'],
    [{ now: [2027] }, 'now must be'],
    [{ advance_to: null }, 'now must be'],
    [{ advance_seconds: '90' }, 'advance_seconds must be a number'],
    [{ advance_seconds: null }, 'advance_seconds must be a number'],
    [{ frozen: 'yes' }, 'frozen must be true or false'],
    [{ frozen: false, now: 'soon' }, 'now must be'],
  ])('is refused with a message, and the clock stays the same: %j', async (body, message) => {
    const answer = await rig.fetch('/_sim/clock', { method: 'POST', body: JSON.stringify(body) })
    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining(message)])
    expect(await rig.control('GET', '/clock')).toMatchObject({ iso: NOW, frozen: true })
  })

  test('is refused by a reset too, although a world can start in the past', async () => {
    for (const now of [1e15, -1e15, '1900-01-01', 'soon', true]) {
      const answer = await rig.fetch('/_sim/reset', { method: 'POST', body: JSON.stringify({ accounts: 1, now }) })
      expect([now, answer.status]).toEqual([now, 400])
    }
    await rig.control('POST', '/reset', { accounts: 1, now: '2020-02-29' })
    expect((await rig.control('GET', '/clock')).iso).toBe('2020-02-29T00:00:00.000Z')
  })

  test('is not the current second, so a moment in whole seconds is accepted', async () => {
    await rig.control('POST', '/reset', { accounts: 1, now: '2026-11-25T09:00:00.700Z' })
    const { iso } = await rig.control('POST', '/clock', { now: '2026-11-25T09:00:00Z' })
    expect(iso).toBe('2026-11-25T09:00:00.700Z')
  })
})
