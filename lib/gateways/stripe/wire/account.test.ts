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

const requirementsOf = (requirements: unknown) =>
  readAccountWire({ ...SAMPLES.account, requirements } as never)?.requirements

test('requirements are in the most urgent of Stripe’s lists, with the deadline', () => {
  expect(
    requirementsOf({
      past_due: ['external_account'],
      currently_due: ['external_account', 'company.tax_id'],
      eventually_due: ['external_account', 'company.tax_id', 'company.phone'],
      current_deadline: 1_796_428_800,
    }),
  ).toEqual({
    pastDue: ['external_account'],
    currentlyDue: ['company.tax_id'],
    eventuallyDue: ['company.phone'],
    deadline: 1_796_428_800_000,
  })
})

test.each([undefined, null, 'none', {}, { currently_due: null }, { past_due: ['external_account'] }])(
  'of requirements such as %j nothing is known',
  (requirements) => {
    expect(requirementsOf(requirements)).toBeNull()
  },
)

test('a requirement whose name can’t be read is one all the same, and far too many are cut', () => {
  expect(requirementsOf({ currently_due: [null, 7, 'external_account'] })?.currentlyDue).toEqual([
    'unknown_1',
    'unknown_2',
    'external_account',
  ])
  const many = Array.from({ length: 10_000 }, (_, index) => `${index}${'x'.repeat(1_000)}`)
  const cut = requirementsOf({ currently_due: many })?.currentlyDue ?? []
  expect(cut).toHaveLength(200)
  expect(Math.max(...cut.map(({ length }) => length))).toBeLessThanOrEqual(200)
})

test.each([
  ['Asia/Tokyo', 'Asia/Tokyo'],
  ['Mars/Base', null],
  [7, null],
])('a time zone %o of the Dashboard is read as %o', (timezone, timeZone) => {
  expect(readAccountWire({ id: 'acct_1', settings: { dashboard: { timezone } } })).toMatchObject({ timeZone })
})
