import { type ApiKey, isRestrictedKey, readPermissions } from './api/api-keys.ts'
import { LIMIT_MODES, type LimitMode } from './api/rate-limits.ts'
import { isJsonObject, readJson } from './http/json-body.ts'

interface WebhookOption {
  url: string
  secret: string
}

export interface SimulatorOptions {
  host: string
  port: number
  stateFile: string | null
  /** For events of connected accounts. */
  webhook: WebhookOption | null
  /** For events of the platform. */
  platformWebhook: WebhookOption | null
  secretKey: string
  restrictedKeys: ApiKey[]
  limits: LimitMode
  seed: number
  accounts: number
  appOrigin: string | null
}

export const DEFAULT_OPTIONS: SimulatorOptions = {
  host: '127.0.0.1',
  port: 12111,
  stateFile: null,
  webhook: null,
  platformWebhook: null,
  secretKey: 'sk_test_simulator',
  restrictedKeys: [],
  limits: 'off',
  seed: 1,
  accounts: 60,
  appOrigin: null,
}

export function readOptions(env: NodeJS.ProcessEnv): SimulatorOptions {
  const host = env.SIM_HOST || DEFAULT_OPTIONS.host
  // The control API has no password, so other machines must not reach it.
  if (host !== '127.0.0.1') throw new Error(`SIM_HOST must be 127.0.0.1, not ${host}`)
  const secretKey = env.SIM_SECRET_KEY || DEFAULT_OPTIONS.secretKey
  if (secretKey.includes('_live_')) throw new Error('SIM_SECRET_KEY must not be a live key')
  return {
    host,
    port: wholeNumber(env, 'SIM_PORT', DEFAULT_OPTIONS.port, 65_535),
    stateFile: env.SIM_STATE_FILE || null,
    webhook: webhook(env, 'SIM_WEBHOOK'),
    platformWebhook: webhook(env, 'SIM_PLATFORM_WEBHOOK'),
    secretKey,
    restrictedKeys: restrictedKeys(env),
    limits: limitMode(env),
    seed: wholeNumber(env, 'SIM_SEED', DEFAULT_OPTIONS.seed, 0xffff_ffff),
    accounts: wholeNumber(env, 'SIM_ACCOUNTS', DEFAULT_OPTIONS.accounts, 1_000_000),
    appOrigin: env.SIM_APP_ORIGIN ? new URL(env.SIM_APP_ORIGIN).origin : null,
  }
}

function webhook(env: NodeJS.ProcessEnv, name: string): WebhookOption | null {
  const [url, secret] = [env[`${name}_URL`], env[`${name}_SECRET`]]
  if (Boolean(url) !== Boolean(secret)) {
    throw new Error(`Set both ${name}_URL and ${name}_SECRET, or neither`)
  }
  return url && secret ? { url: new URL(url).href, secret } : null
}

function restrictedKeys(env: NodeJS.ProcessEnv): ApiKey[] {
  if (!env.SIM_RESTRICTED_KEYS) return []
  const keys = readJson(env.SIM_RESTRICTED_KEYS)
  if (!isJsonObject(keys)) throw new Error('SIM_RESTRICTED_KEYS must be JSON: {"rk_test_…": {"payouts": "read"}}')
  return Object.entries(keys).map(([key, value]) => {
    const permissions = readPermissions(value)
    if (!isRestrictedKey(key)) throw new Error(`SIM_RESTRICTED_KEYS: ${key} must begin with rk_test_`)
    if (typeof permissions === 'string') throw new Error(`SIM_RESTRICTED_KEYS: ${permissions}`)
    return { key, permissions }
  })
}

function limitMode(env: NodeJS.ProcessEnv): LimitMode {
  const given = env.SIM_LIMITS || DEFAULT_OPTIONS.limits
  const mode = LIMIT_MODES.find((known) => known === given)
  if (!mode) throw new Error(`SIM_LIMITS must be ${LIMIT_MODES.join(', ')}, not ${given}`)
  return mode
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
