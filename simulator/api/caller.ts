import type { Exchange } from '../http/exchange.ts'
import { accountInvalid, redactKey, unauthorized } from '../http/stripe-error.ts'
import type { Account } from '../world/state.ts'
import type { World } from '../world/world.ts'
import type { ApiKey, ApiKeys } from './api-keys.ts'

/** The API key of a request. */
export function requireKey(exchange: Exchange, keys: ApiKeys): ApiKey {
  const given = keyIn(exchange.header('authorization'))
  if (given === undefined) {
    // [from memory]
    throw unauthorized(
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth ' +
        "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    )
  }
  const key = keys.find(given)
  if (!key) throw unauthorized(`Invalid API Key provided: ${redactKey(given)}`)
  return key
}

function keyIn(header: string | undefined): string | undefined {
  const [scheme, value] = header?.split(' ') ?? []
  if (value === undefined || value === '') return undefined
  if (scheme?.toLowerCase() === 'bearer') return value
  if (scheme?.toLowerCase() !== 'basic') return undefined
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] || undefined
}

/** The account that the request acts for. */
export function requireActingAccount(exchange: Exchange, world: World, key: string): Account {
  const id = exchange.header('stripe-account')
  const { platform } = world.accounts
  if (id === undefined || id === platform.id) return platform
  const account = world.accounts.find(id)
  if (!account) throw accountInvalid(key, id)
  return account
}

/** The account that the request is about: from the header, else the path, else the body. */
export function accountConcerned(exchange: Exchange, encoded: string): string | null {
  const named = exchange.header('stripe-account') ?? /^\/v1\/accounts\/(acct_\w+)/.exec(exchange.path)?.[1]
  if (named !== undefined) return named
  if (exchange.path !== '/v1/account_sessions') return null
  return /(?:^|&)account=(\w+)/.exec(encoded)?.[1] ?? null
}
