import { describe } from 'vitest'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { START, testSettings } from '../testing/settings-cases.ts'

const rig = rigForTests({ accounts: 1 })

const australian = { profile: 'custom', country: 'AU' }

describe('The start of day', () => {
  testSettings(rig, [
    {
      what: 'a start of day is set in a country that offers it',
      traits: australian,
      send: [`${START}[hour]=4&${START}[minutes]=0&${START}[timezone]=Australia/Perth`],
      now: { settlement_timing: { start_of_day: { hour: 4, minutes: 0, timezone: 'Australia/Perth' } } },
    },
    {
      what: 'one part of the start of day can be changed alone',
      traits: australian,
      send: [`${START}[hour]=2&${START}[minutes]=0&${START}[timezone]=Australia/Perth`, `${START}[minutes]=30`],
      now: { settlement_timing: { start_of_day: { hour: 2, minutes: 30, timezone: 'Australia/Perth' } } },
    },
    {
      what: 'an empty start of day restores the platform’s',
      traits: australian,
      send: [`${START}[hour]=2&${START}[minutes]=0&${START}[timezone]=Australia/Perth`, `${START}=`],
      now: { settlement_timing: { start_of_day: null } },
    },
    {
      what: 'a new start of day needs all three parts',
      traits: australian,
      send: [`${START}[hour]=2`],
      refusal: { code: 'parameter_missing', param: `${START}[minutes]` },
    },
    {
      what: 'minutes other than 0 and 30 are refused',
      traits: australian,
      send: [`${START}[hour]=2&${START}[minutes]=15&${START}[timezone]=Australia/Perth`],
      refusal: { param: `${START}[minutes]` },
    },
    {
      what: 'a start after 04:00 in Australia is refused',
      traits: australian,
      send: [`${START}[hour]=4&${START}[minutes]=30&${START}[timezone]=Australia/Perth`],
      refusal: { param: `${START}[hour]` },
    },
    {
      what: 'a start other than midnight in UTC is refused',
      traits: australian,
      send: [`${START}[hour]=1&${START}[minutes]=0&${START}[timezone]=Etc/UTC`],
      refusal: { param: `${START}[hour]` },
    },
    {
      what: 'a time zone of another country is refused',
      traits: australian,
      send: [`${START}[hour]=1&${START}[minutes]=0&${START}[timezone]=Asia/Tokyo`],
      refusal: { param: `${START}[timezone]` },
    },
    {
      what: 'a start of day in the United States is refused',
      send: [`${START}[hour]=1&${START}[minutes]=0&${START}[timezone]=America/New_York`],
      refusal: { param: START },
    },
  ])
})
