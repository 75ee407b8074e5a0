import { describe } from 'vitest'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { CUSTOM, DELAY, DESCRIPTOR, MINIMUM, testSettings } from '../testing/settings-cases.ts'

const rig = rigForTests({ accounts: 1 })

const stripeLiable = { profile: 'standard' }

describe('Debits, descriptor, minimum balances and delay', () => {
  testSettings(rig, [
    {
      what: 'debits of negative balances can be enabled',
      send: ['payments[debit_negative_balances]=true'],
      now: { debit_negative_balances: true },
    },
    {
      what: 'debits of negative balances accept only true and false',
      send: ['payments[debit_negative_balances]=yes'],
      refusal: { param: 'payments[debit_negative_balances]' },
    },
    {
      what: 'an empty value for debits is refused',
      send: ['payments[debit_negative_balances]='],
      refusal: { code: 'parameter_invalid_empty', param: 'payments[debit_negative_balances]' },
    },
    {
      what: 'a descriptor of 22 characters is accepted',
      send: [`${DESCRIPTOR}=ABCDEFGHIJKLMNOPQRSTUV`],
      now: { payouts: { statement_descriptor: 'ABCDEFGHIJKLMNOPQRSTUV' } },
    },
    {
      what: 'a descriptor of 23 characters is refused',
      send: [`${DESCRIPTOR}=ABCDEFGHIJKLMNOPQRSTUVW`],
      refusal: { param: DESCRIPTOR },
    },
    {
      what: 'an empty descriptor is refused',
      send: [`${DESCRIPTOR}=`],
      refusal: { code: 'parameter_invalid_empty', param: DESCRIPTOR },
    },
    {
      what: 'a minimum balance is added to those of other currencies',
      send: [`${MINIMUM}[usd]=1500&${MINIMUM}[cad]=8000`, `${MINIMUM}[eur]=5000&${MINIMUM}[usd]=2000`],
      now: { payouts: { minimum_balance_by_currency: { usd: 2000, cad: 8000, eur: 5000 } } },
    },
    {
      what: 'an empty amount removes one currency',
      send: [`${MINIMUM}[usd]=1500&${MINIMUM}[cad]=8000`, `${MINIMUM}[usd]=`],
      now: { payouts: { minimum_balance_by_currency: { cad: 8000 } } },
    },
    {
      what: 'removing the last currency leaves null',
      send: [`${MINIMUM}[usd]=1500`, `${MINIMUM}[usd]=`],
      now: { payouts: { minimum_balance_by_currency: null } },
    },
    {
      what: 'an empty map removes all currencies',
      send: [`${MINIMUM}[usd]=1500&${MINIMUM}[cad]=8000`, `${MINIMUM}=`],
      now: { payouts: { minimum_balance_by_currency: null } },
    },
    { what: 'a negative minimum is refused', send: [`${MINIMUM}[usd]=-1`], refusal: { param: `${MINIMUM}[usd]` } },
    {
      what: 'a minimum with decimals is refused',
      send: [`${MINIMUM}[usd]=15.00`],
      refusal: { code: 'parameter_invalid_integer', param: `${MINIMUM}[usd]` },
    },
    {
      what: 'a minimum in an unknown currency is refused',
      send: [`${MINIMUM}[abc]=1`],
      refusal: { param: `${MINIMUM}[abc]` },
    },
    ...['BR', 'IN', 'TH'].map((country) => ({
      what: `minimum balances are refused in ${country}`,
      traits: { profile: 'custom', country },
      send: [`${MINIMUM}[usd]=1`],
      refusal: { param: MINIMUM },
    })),
    {
      what: 'the delay override is shown with the current delay',
      send: [`${DELAY}=7`],
      now: { settlement_timing: { delay_days: 7, delay_days_override: 7 } },
    },
    {
      what: 'an empty override restores the minimum delay',
      send: [`${DELAY}=7`, `${DELAY}=`],
      now: { settlement_timing: { delay_days: 2 } },
    },
    {
      what: 'an override of 31 days is accepted',
      send: [`${DELAY}=31`],
      now: { settlement_timing: { delay_days: 31 } },
    },
    { what: 'an override of 32 days is refused', send: [`${DELAY}=32`], refusal: { param: DELAY } },
    {
      what: 'an override below the account’s minimum is refused with Stripe’s message',
      traits: { ...CUSTOM, delay_floor: 7 },
      send: [`${DELAY}=6`],
      refusal: { param: DELAY, message: "You cannot lower this merchant's delay below 7" },
    },
    {
      what: 'the word minimum as an override is refused',
      send: [`${DELAY}=minimum`],
      refusal: { code: 'parameter_invalid_integer', param: DELAY },
    },
    {
      what: 'the platform can’t set the delay where Stripe is liable',
      traits: stripeLiable,
      send: [`${DELAY}=7`],
      refusal: { param: DELAY },
    },
    {
      what: 'the delay itself is read-only',
      send: ['payments[settlement_timing][delay_days]=7'],
      refusal: { code: 'parameter_unknown', param: 'payments[settlement_timing][delay_days]' },
    },
    {
      what: 'the status of payouts is read-only',
      send: ['payments[payouts][status]=enabled'],
      refusal: { code: 'parameter_unknown', param: 'payments[payouts][status]' },
    },
  ])
})
