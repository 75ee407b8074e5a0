import { expect, test } from 'vitest'
import { SAMPLES } from '../testing/samples'
import { readAccountWire } from './account'

test.each([
  { controller: { type: 'application', is_controller: true }, isController: true, because: 'this platform does' },
  { controller: { type: 'application', is_controller: false }, isController: false, because: 'another platform does' },
  { controller: { type: 'account' }, isController: false, because: 'no platform does' },
  { controller: null, isController: null, because: 'Stripe does not say' },
])('whether this platform controls an account with $controller: $isController, because $because', (answer) => {
  const { controller, isController } = answer
  expect(readAccountWire({ ...SAMPLES.account, controller } as never)?.controller.isController).toBe(isController)
})

test.each([-1, 0.5, 367, 10 ** 12, '2', null])(
  'a delay of %j days in the schedule of an account is not known',
  (delay_days) => {
    const settings = { payouts: { schedule: { interval: 'daily', delay_days } } }
    expect(readAccountWire({ ...SAMPLES.account, settings })?.delayDays).toBeNull()
  },
)
