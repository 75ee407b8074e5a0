import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { BAKERY, Rig, WERK } from './testing/rig.ts'

describe('The state file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-simulator-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('keeps settings, balances, events, ledger, idempotency, keys and clock across a restart, but no planned faults', async () => {
    const stateFile = join(folder, 'deep', 'state.json')
    const first = await Rig.start({ stateFile })
    await first.control('POST', '/clock', { advance_seconds: 1000 })
    await first.control('POST', `/accounts/${WERK}/balance_settings`, {
      payments: { payouts: { schedule: { interval: 'manual' } } },
    })
    const payout = await first.post('/v1/payouts', 'amount=100&currency=eur', { account: WERK, idempotencyKey: 'once' })
    const { key } = await first.control('POST', '/keys', { permissions: { balance: 'read' } })
    await first.control('POST', '/webhooks/plan', { lose: 1 })
    const before = await first.control('GET', `/accounts/${WERK}/state`)
    const offset = (await first.control('GET', '/clock')).now - Date.now() / 1000
    await first.stop()

    const second = await Rig.start({ stateFile, seed: 99 })
    expect(await second.control('GET', `/accounts/${WERK}/state`)).toEqual(before)
    expect((await second.control('GET', '/health')).seed).toBe(1)
    expect((await second.control('GET', `/ledger?account=${WERK}`)).data).toHaveLength(2)
    expect((await second.get('/v1/events', { account: WERK })).body.data).toHaveLength(2)
    expect((await second.control('GET', '/clock')).now - Date.now() / 1000).toBeCloseTo(offset, -1)
    const replay = await second.post('/v1/payouts', 'amount=100&currency=eur', {
      account: WERK,
      idempotencyKey: 'once',
    })
    expect([replay.body.id, replay.headers.get('idempotent-replayed')]).toEqual([payout.body.id, 'true'])
    const allowed = await second.get('/v1/balance', { key })
    expect([allowed.status, (await second.get('/v1/account', { key })).status]).toEqual([200, 403])
    expect((await second.control('GET', '/webhooks/plan')).plan).toBeNull()
    await second.control('POST', '/clock', { advance_seconds: 10 * 86_400 })
    expect((await second.get(`/v1/payouts/${payout.body.id}`, { account: WERK })).body.status).toBe('paid')
    await second.stop()
  })

  test('keeps an account that is disconnected, so that it can be connected again', async () => {
    const stateFile = join(folder, 'disconnected.json')
    const first = await Rig.start({ stateFile })
    await first.control('DELETE', `/accounts/${WERK}`)
    await first.stop()
    const second = await Rig.start({ stateFile })
    expect((await second.get('/v1/balance', { account: WERK })).status).toBe(403)
    await second.control('POST', `/accounts/${WERK}/authorize`)
    expect((await second.get('/v1/balance', { account: WERK })).status).toBe(200)
    await second.stop()
  })

  test('is saved soon after a change', async () => {
    const stateFile = join(folder, 'soon.json')
    const running = await Rig.start({ stateFile })
    await running.post('/v1/balance_settings', 'payments[payouts][statement_descriptor]=KEPT', { account: BAKERY })
    await expect.poll(() => readFileSync(stateFile, 'utf8').includes('"KEPT"'), { timeout: 3000 }).toBe(true)
    await running.stop()
  })

  test('is renamed if it can’t be read, and a new world starts', async () => {
    const stateFile = join(folder, 'broken.json')
    writeFileSync(stateFile, '{"format":1,')
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
    const running = await Rig.start({ stateFile })
    expect((await running.control('GET', '/health')).accounts).toBe(60)
    await running.stop()
    expect(readdirSync(folder).some((name) => name.startsWith('broken.json.unreadable-'))).toBe(true)
    expect(complaint).toHaveBeenCalledOnce()
    complaint.mockRestore()
  })
})
