import { describe } from 'vitest'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { INTERVAL, MONTHLY, testSettings, WEEKLY } from '../testing/settings-cases.ts'

const rig = rigForTests({ accounts: 1 })

describe('The payout schedule', () => {
  testSettings(rig, [
    {
      what: 'an update without parameters changes nothing',
      send: [''],
      now: { payouts: { schedule: { interval: 'daily' } } },
    },
    {
      what: 'weekly days are stored once each, in the order of the week',
      send: [`${INTERVAL}=weekly&${WEEKLY}[]=thursday&${WEEKLY}[]=monday&${WEEKLY}[]=thursday`],
      now: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['monday', 'thursday'] } } },
    },
    {
      what: 'monthly days with the SDK’s indices are stored once each, in ascending order',
      send: [`${INTERVAL}=monthly&${MONTHLY}[0]=20&${MONTHLY}[1]=5&${MONTHLY}[2]=20`],
      now: { payouts: { schedule: { interval: 'monthly', monthly_payout_days: [5, 20] } } },
    },
    {
      what: 'the answer has no days of the previous interval',
      send: [`${INTERVAL}=monthly&${MONTHLY}[]=31`, `${INTERVAL}=weekly&${WEEKLY}[]=friday`],
      now: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['friday'] } } },
    },
    {
      what: 'an interval needs its days again after a change to another one',
      send: [`${INTERVAL}=monthly&${MONTHLY}[]=31`, `${INTERVAL}=daily`, `${INTERVAL}=monthly`],
      refusal: { code: 'parameter_missing', param: MONTHLY },
    },
    {
      what: 'manual needs no days',
      send: [`${INTERVAL}=manual`],
      now: { payouts: { schedule: { interval: 'manual' } } },
    },
    {
      what: 'repeating the current interval needs no days',
      send: [`${INTERVAL}=weekly&${WEEKLY}[]=friday`, `${INTERVAL}=weekly`],
      now: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['friday'] } } },
    },
    {
      what: 'the days of the current interval can be sent alone',
      send: [`${INTERVAL}=weekly&${WEEKLY}[]=friday`, `${WEEKLY}[]=monday`],
      now: { payouts: { schedule: { interval: 'weekly', weekly_payout_days: ['monday'] } } },
    },
    {
      what: 'weekly without days is refused',
      send: [`${INTERVAL}=weekly`],
      refusal: { code: 'parameter_missing', param: WEEKLY },
    },
    {
      what: 'monthly without days is refused',
      send: [`${INTERVAL}=monthly`],
      refusal: { code: 'parameter_missing', param: MONTHLY },
    },
    ...['BR', 'IN'].flatMap((country) =>
      [`${INTERVAL}=manual`, `${INTERVAL}=weekly&${WEEKLY}[]=friday`, `${INTERVAL}=monthly&${MONTHLY}[]=1`].map(
        (form) => ({
          what: `an account in ${country} is always paid out daily: ${form} is refused`,
          traits: { profile: 'custom', country },
          send: [form],
          refusal: { param: INTERVAL },
        }),
      ),
    ),
    {
      what: 'daily is accepted in Brazil, where it is the only interval',
      traits: { profile: 'custom', country: 'BR' },
      send: [`${INTERVAL}=daily`],
      now: { payouts: { schedule: { interval: 'daily' } } },
    },
    {
      what: 'there are no daily payouts in Japan',
      traits: { profile: 'custom', country: 'JP' },
      send: [`${INTERVAL}=daily`],
      refusal: { param: INTERVAL },
    },
    {
      what: 'a new account in Japan is paid out weekly, and can become manual',
      traits: { profile: 'custom', country: 'JP' },
      send: [`${WEEKLY}[]=monday`, `${INTERVAL}=manual`],
      now: { payouts: { schedule: { interval: 'manual' } } },
    },
    {
      what: 'daily with weekly days is refused',
      send: [`${INTERVAL}=daily&${WEEKLY}[]=monday`],
      refusal: { param: WEEKLY },
    },
    {
      what: 'weekly with monthly days is refused',
      send: [`${INTERVAL}=weekly&${WEEKLY}[]=monday&${MONTHLY}[]=1`],
      refusal: { param: MONTHLY },
    },
    {
      what: 'a payout day on a weekend is refused',
      send: [`${INTERVAL}=weekly&${WEEKLY}[]=saturday`],
      refusal: {
        param: `${WEEKLY}[0]`,
        message: `Invalid ${WEEKLY}[0]: must be one of friday, monday, thursday, tuesday, or wednesday`,
      },
    },
    {
      what: 'day 0 of the month is refused',
      send: [`${INTERVAL}=monthly&${MONTHLY}[]=0`],
      refusal: { param: MONTHLY },
    },
    {
      what: 'day 32 of the month is refused',
      send: [`${INTERVAL}=monthly&${MONTHLY}[]=32`],
      refusal: { param: MONTHLY },
    },
    {
      what: 'a fraction as a day of the month is refused',
      send: [`${INTERVAL}=monthly&${MONTHLY}[]=1.5`],
      refusal: { code: 'parameter_invalid_integer', param: `${MONTHLY}[0]` },
    },
    {
      what: 'an unknown interval is refused with Stripe’s message',
      send: [`${INTERVAL}=hourly`],
      refusal: { param: INTERVAL, message: `Invalid ${INTERVAL}: must be one of daily, manual, monthly, or weekly` },
    },
    {
      what: 'an empty interval is refused',
      send: [`${INTERVAL}=`],
      refusal: { code: 'parameter_invalid_empty', param: INTERVAL },
    },
  ])
})
