import { describe, expect, test } from 'vitest'
import { readOptions } from './options.ts'
import { Rig } from './testing/rig.ts'

describe('The environment', () => {
  test.each([
    [{ SIM_HOST: '0.0.0.0' }, 'SIM_HOST must be 127.0.0.1'],
    [{ SIM_SECRET_KEY: 'sk_live_x' }, 'must not be a live key'],
    [{ SIM_WEBHOOK_URL: 'http://127.0.0.1:1' }, 'Set both SIM_WEBHOOK_URL and SIM_WEBHOOK_SECRET'],
    [{ SIM_PORT: 'x' }, 'SIM_PORT must be a whole number'],
    [{ SIM_LIMITS: 'some' }, 'SIM_LIMITS must be off, sandbox, live'],
    [{ SIM_RESTRICTED_KEYS: 'rk_test_x' }, 'SIM_RESTRICTED_KEYS must be JSON'],
    [{ SIM_RESTRICTED_KEYS: '{"rk_live_x":{}}' }, 'must begin with rk_test_'],
    [{ SIM_RESTRICTED_KEYS: '{"rk_test_x":{"payouts":"all"}}' }, 'payouts must be none, read, write'],
  ])('%j is refused', (env, message) => {
    expect(() => readOptions(env as unknown as NodeJS.ProcessEnv)).toThrow(message)
  })

  test('can set restricted keys, limits and webhook endpoints, and a reset restores them', async () => {
    const options = readOptions({
      SIM_RESTRICTED_KEYS: '{"rk_test_app":{"payouts":"read"}}',
      SIM_LIMITS: 'live',
      SIM_PLATFORM_WEBHOOK_URL: 'http://127.0.0.1:9/platform',
      SIM_PLATFORM_WEBHOOK_SECRET: 'whsec_p',
    } as unknown as NodeJS.ProcessEnv)
    const running = await Rig.start({ ...options, port: 0, accounts: 1 })
    await running.control('DELETE', '/keys/rk_test_app')
    await running.control('POST', '/limits', { mode: 'off' })
    await running.control('POST', '/reset')
    expect((await running.get('/v1/payouts', { key: 'rk_test_app' })).status).toBe(200)
    expect(await running.control('GET', '/limits')).toMatchObject({ mode: 'live', limits: { per_second: 100 } })
    expect(await running.control('GET', '/webhooks')).toMatchObject({
      url: null,
      endpoints: { connect: { url: null }, platform: { enabled: true } },
    })
    await running.stop()
  })

  test('has defaults for every option', () => {
    expect(readOptions({} as NodeJS.ProcessEnv)).toMatchObject({
      host: '127.0.0.1',
      port: 12111,
      secretKey: 'sk_test_simulator',
      seed: 1,
    })
  })
})
