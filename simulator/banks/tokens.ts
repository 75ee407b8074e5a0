import { malformed } from '../http/stripe-error.ts'
import type { Simulation } from '../simulation.ts'
import type { Token, WantedBankAccount, WantedCard } from '../world/state.ts'
import { readExternalAccount, renderExternalAccount } from './external-accounts.ts'
import { numberOfTestToken } from './test-cards.ts'

// [docs testing] for top-ups, and as bank accounts for payouts [assumption]: the numbers that come to the same.
const TEST_BANKS: Readonly<Record<string, string>> = {
  btok_us_verified: '000123456789',
  btok_us_verified_noAccount: '000111111116',
  btok_us_verified_accountClosed: '000111111113',
  btok_us_verified_insufficientFunds: '000222222227',
  btok_us_verified_debitNotAuthorized: '000333333335',
  btok_us_verified_invalidCurrency: '000444444440',
}

export function createToken(
  simulation: Simulation,
  details: WantedBankAccount | WantedCard,
  named: (field: string) => string,
): unknown {
  const external = readExternalAccount(simulation, details, named)
  const prefix = external.object === 'card' ? 'tok' : 'btok'
  const token: Token = { id: simulation.ids.next(prefix), created: simulation.clock.seconds(), used: false, details }
  simulation.tokens.set(token.id, token)
  simulation.touch()
  const { account, default_for_currency, ...rest } = renderExternalAccount(simulation.accounts.platform, external)
  return {
    id: token.id,
    object: 'token',
    [external.object]: rest,
    client_ip: null,
    created: token.created,
    livemode: false,
    type: external.object,
    used: false,
  }
}

/** The details behind a token. Stripe's own test tokens can be used again and again, any other once. */
export function redeemToken(simulation: Simulation, id: string, param: string): WantedBankAccount | WantedCard {
  const bank = TEST_BANKS[id]
  if (bank !== undefined && Object.hasOwn(TEST_BANKS, id)) {
    return { country: 'US', currency: 'usd', account_number: bank, routing_number: '110000000' }
  }
  const number = numberOfTestToken(id)
  if (number !== undefined) {
    return { number, exp_month: 12, exp_year: new Date(simulation.clock.now()).getUTCFullYear() + 3 }
  }
  const token = simulation.tokens.get(id)
  // texts [from memory], codes in [sdk types]
  if (!token) throw malformed(`No such token: '${id}'`, { code: 'resource_missing', param })
  if (token.used) {
    throw malformed(`You cannot use a Stripe token more than once: ${id}.`, { code: 'token_already_used', param })
  }
  return token.details
}

/** For when what the token stood for has come to be. */
export function spendToken(simulation: Simulation, id: string): void {
  const token = simulation.tokens.get(id)
  if (token) token.used = true
}
