export interface SimulatorOptions {
  host: string
  port: number
  stateFile: string | null
  webhook: { url: string; secret: string } | null
  secretKey: string
  seed: number
  accounts: number
  appOrigin: string | null
}

export const DEFAULT_OPTIONS: SimulatorOptions = {
  host: '127.0.0.1',
  port: 12111,
  stateFile: null,
  webhook: null,
  secretKey: 'sk_test_simulator',
  seed: 1,
  accounts: 60,
  appOrigin: null,
}

export function readOptions(env: NodeJS.ProcessEnv): SimulatorOptions {
  const host = env.SIM_HOST || DEFAULT_OPTIONS.host
  // The control API has no password: it must not be reachable from another machine.
  if (host !== '127.0.0.1') throw new Error(`SIM_HOST must be 127.0.0.1, not ${host}`)
  const secretKey = env.SIM_SECRET_KEY || DEFAULT_OPTIONS.secretKey
  if (secretKey.includes('_live_')) throw new Error('SIM_SECRET_KEY must not be a live key')
  if (Boolean(env.SIM_WEBHOOK_URL) !== Boolean(env.SIM_WEBHOOK_SECRET)) {
    throw new Error('SIM_WEBHOOK_URL and SIM_WEBHOOK_SECRET belong together: set both or neither')
  }
  return {
    host,
    port: wholeNumber(env, 'SIM_PORT', DEFAULT_OPTIONS.port, 65_535),
    stateFile: env.SIM_STATE_FILE || null,
    webhook:
      env.SIM_WEBHOOK_URL && env.SIM_WEBHOOK_SECRET
        ? { url: new URL(env.SIM_WEBHOOK_URL).href, secret: env.SIM_WEBHOOK_SECRET }
        : null,
    secretKey,
    seed: wholeNumber(env, 'SIM_SEED', DEFAULT_OPTIONS.seed, 0xffff_ffff),
    accounts: wholeNumber(env, 'SIM_ACCOUNTS', DEFAULT_OPTIONS.accounts, 1_000_000),
    appOrigin: env.SIM_APP_ORIGIN ? new URL(env.SIM_APP_ORIGIN).origin : null,
  }
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, fallback: number, most: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new Error(`${name} must be a whole number from 0 to ${most}, not ${text}`)
  }
  return value
}
