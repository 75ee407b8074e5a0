// A setting that does not exist, added to the tables that CONTRIBUTING.md names and to nothing else: everything that
// treats settings alike knows it then. What the compiler does about an incomplete one is at the end.
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { DEFAULT_RULES, describeRuleChanges, FIELDS_FOR_OWNERS } from '@/lib/domain/access/platform-rules'
import {
  applyPatch,
  type BalanceSettings,
  type BalanceSettingsPatch,
  describeFieldValue,
  diffBalanceSettings,
  type FieldChange,
  findFieldErrors,
  patchOf,
  reversed,
  undoChanges,
} from '@/lib/domain/settings/balance-settings'
import type { FieldDefinition } from '@/lib/domain/settings/field-definition'
import { fieldLocks } from '@/lib/domain/settings/field-locks'
import { type BalanceSettingsField, FIELDS, fieldOfParameter } from '@/lib/domain/settings/fields'
import { hasTakenEffect } from '@/lib/domain/settings/own-changes'
import { fromGa, GA_FIELDS, toGa, type WireField } from '@/lib/gateways/stripe/wire/balance-settings'
import { fromPreview, toPreview } from '@/lib/gateways/stripe/wire/balance-settings-preview'
import { BalanceSettingsForm } from './balance-settings-form'
import ConflictView from './conflict-view'
import { type Draft, draftOf, readDraft, rebase } from './draft'
import { FIELD_SCHEMAS } from './field-schemas'
import { atRest, formFacts } from './form-facts'
import { submissionSchema } from './form-schema'
import { INPUTS } from './inputs'
import type { FieldInput } from './inputs/field-input'
import { LockedSettings } from './locked-settings'

vi.mock('next/navigation', () => ({ useRouter: () => ({}) }))

vi.mock('./actions', () => ({}))

vi.mock('@/lib/domain/settings/fields', async (importOriginal) => {
  const original = await importOriginal<typeof import('@/lib/domain/settings/fields')>()
  const { replacedAsWhole } = await import('@/lib/domain/settings/field-definition')
  const payoutLimit: FieldDefinition<number, string> = {
    label: 'Payout limit',
    stripeParameters: ['payout_limit'],
    canBeGivenToOwners: true,
    canBeCleared: true,
    canonical: (value) => Math.trunc(value),
    describe: (value) => (value === null ? 'No limit' : `${value} a day`),
    findError: (value) => (value === 0 ? 'Enter a limit above zero.' : undefined),
    findLock: ({ country }) => (country === 'JP' ? 'Not in Japan.' : null),
    ...replacedAsWhole,
    toDraft: (value) => (value === null ? '' : String(value)),
    fromDraft: (draft) =>
      /^\d*$/.test(draft) ? { value: draft === '' ? null : Number(draft) } : { error: 'Enter a whole number.' },
  }
  Object.assign(original.FIELDS, { payoutLimit })
  original.BALANCE_SETTINGS_FIELDS.push('payoutLimit' as BalanceSettingsField)
  return original
})

vi.mock('./field-schemas', async (importOriginal) => {
  const original = await importOriginal<typeof import('./field-schemas')>()
  const { z } = await import('zod')
  Object.assign(original.FIELD_SCHEMAS, { payoutLimit: { change: z.int().nullable(), base: z.int() } })
  return original
})

vi.mock('./inputs', async (importOriginal) => {
  const original = await importOriginal<typeof import('./inputs')>()
  const Input = ({ value }: { value: unknown }) => <input aria-label="A day" defaultValue={String(value)} />
  Object.assign(original.INPUTS, { payoutLimit: { Input } })
  return original
})

// As Stripe would answer and take it, were there such a field.
Object.assign(GA_FIELDS, {
  payoutLimit: {
    read: (payments: { payout_limit?: number }) => payments.payout_limit ?? null,
    write: (change: number | null) => ({ payouts: { payout_limit: change } }),
  },
})

const settings = (payoutLimit: number | null) =>
  ({
    schedule: { interval: 'daily' },
    minimumBalances: null,
    delayDaysOverride: null,
    startOfDay: null,
    debitNegativeBalances: true,
    statementDescriptor: null,
    payoutLimit,
    delayDays: 2,
    payoutsStatus: 'enabled',
  }) as BalanceSettings
const change = (before: number | null, after: number | null) =>
  ({ field: 'payoutLimit', before, after }) as unknown as FieldChange
const patch = (payoutLimit: unknown) => ({ payoutLimit }) as BalanceSettingsPatch

test('a change of it is found, applied, undone and put in words', () => {
  expect(diffBalanceSettings(settings(5), settings(7))).toEqual([change(5, 7)])
  expect(diffBalanceSettings(settings(5), settings(5.5)), 'compared in its canonical form').toEqual([])
  expect(patchOf([change(5, null)])).toEqual({ payoutLimit: null })
  expect(applyPatch(settings(5), patch(7))).toMatchObject({ payoutLimit: 7 })
  expect(undoChanges(settings(7), [change(5, 7)])).toMatchObject({ payoutLimit: 5 })
  expect(patchOf([reversed(change(5, 7))])).toEqual({ payoutLimit: 5 })
  expect([describeFieldValue(change(5, null), 'before'), describeFieldValue(change(5, null), 'after')]).toEqual([
    '5 a day',
    'No limit',
  ])
})

test('the record tells whether our change of it took effect', () => {
  expect(hasTakenEffect([change(5, 7)], settings(7))).toBe(true)
  expect(hasTakenEffect([change(5, 7)], settings(5))).toBe(false)
})

test('it is checked, locked, found in Stripe’s errors and offered to owners', () => {
  expect(findFieldErrors(patch(0), 'US')).toEqual({ payoutLimit: 'Enter a limit above zero.' })
  const account = {
    id: 'acct_1',
    name: 'Shop',
    country: 'JP',
    controller: {
      lossesLiability: 'application',
      requirementCollection: 'application',
      dashboard: 'none',
      isController: true,
    },
  } as const
  const locks = (role: 'admin' | 'owner', now = settings(null)) =>
    fieldLocks({ account, role, settings: now, rules: DEFAULT_RULES })
  expect(locks('admin')).toMatchObject({ payoutLimit: 'Not in Japan.' })
  expect(locks('owner')).toMatchObject({ payoutLimit: 'Only the platform can change this.' })
  const { payoutLimit: _, ...lacking } = settings(null) as BalanceSettings & { payoutLimit?: unknown }
  expect(locks('admin', lacking)).toMatchObject({ payoutLimit: 'Not available in the Stripe API version in use.' })

  expect(fieldOfParameter('payments[payouts][payout_limit]')).toBe('payoutLimit')
  expect(FIELDS_FOR_OWNERS).toContain('payoutLimit')
  expect(describeRuleChanges(DEFAULT_RULES, { ...DEFAULT_RULES, ownerFields: FIELDS_FOR_OWNERS })).toEqual([
    expect.stringContaining('Payout limit'),
  ])
})

test('a browser may send it, and only a value of its own', () => {
  const submitted = { patch: { payoutLimit: 7 }, base: { payoutLimit: 5 }, reason: null }
  expect(submissionSchema.parse(submitted)).toEqual(submitted)
  expect(submissionSchema.safeParse({ ...submitted, patch: { payoutLimit: 'many' } }).success).toBe(false)
})

test('it is read from Stripe and sent to Stripe, and left out where the API version lacks it', () => {
  const answer = {
    object: 'balance_settings',
    payments: { payouts: null, settlement_timing: { delay_days: 2 }, payout_limit: 5 },
  } as never
  expect(fromGa(answer)).toMatchObject({ payoutLimit: 5 })
  expect(toGa({ ...patch(7), statementDescriptor: 'BAKERY' })).toEqual({
    payments: { payouts: { payout_limit: 7, statement_descriptor: 'BAKERY' } },
  })
  expect(fromPreview({ payout_limit: 5 })).toHaveProperty('payoutLimit', undefined)
  expect(toPreview(patch(7))).toEqual({})
})

test('it is typed, read back and kept over a conflict', () => {
  const typed = (text: string) => ({ ...draftOf(settings(5)), payoutLimit: text }) as Draft
  expect(readDraft(typed('5'), settings(5)).changes).toEqual([])
  expect(readDraft(typed('7'), settings(5))).toMatchObject({ changes: [change(5, 7)], patch: { payoutLimit: 7 } })
  expect(readDraft(typed('many'), settings(5)).unreadable).toEqual({ payoutLimit: 'Enter a whole number.' })
  expect(rebase(typed('7'), settings(5), settings(6))).toMatchObject({ payoutLimit: '7' })
})

test('the editor shows it, a locked one has its reason, and the conflict view compares it', () => {
  const formWith = (lock: string | null) =>
    renderToStaticMarkup(
      <BalanceSettingsForm
        accountId="acct_1"
        country="US"
        currencies={[]}
        loaded={atRest({ settings: settings(5), readAt: 1 })}
        facts={formFacts(settings(5), 'US')}
        locks={{ payoutLimit: lock } as never}
        reasonRequired={false}
        preview={{ initial: null, context: {} as never }}
      >
        <LockedSettings locks={{ payoutLimit: lock } as never} settings={settings(5)} platform="Harbour" />
      </BalanceSettingsForm>,
    )
  expect(formWith(null)).toContain('aria-label="A day" value="5"')
  for (const lock of [null, 'Not today.'])
    for (const said of ['Payout limit', '5 a day', lock ?? '']) expect(formWith(lock)).toContain(said)
  expect(formWith('Not today.')).not.toContain('aria-label="A day"')

  const nothing = () => undefined
  const conflict = renderToStaticMarkup(
    <ConflictView
      base={settings(5)}
      theirs={settings(6)}
      changes={[change(5, 7)]}
      onTakeTheirs={nothing}
      onKeepMine={nothing}
    />,
  )
  for (const value of ['5 a day', '6 a day', '7 a day']) expect(conflict).toContain(value)
})

// From here on the compiler is the test: an error that does not come where one is expected fails `npm run check`.

const { canonical: _canonical, ...withoutCanonical } = FIELDS.schedule
// @ts-expect-error A definition without one of its parts is none.
withoutCanonical satisfies FieldDefinition<unknown, unknown>

const { schedule: _schema, ...schemas } = FIELD_SCHEMAS
// @ts-expect-error Every field has a schema.
schemas satisfies typeof FIELD_SCHEMAS

const { schedule: _wire, ...wire } = GA_FIELDS
// @ts-expect-error Every field is read from Stripe and sent to Stripe.
wire satisfies { [F in BalanceSettingsField]: WireField<F> }

const { schedule: _input, ...inputs } = INPUTS
// @ts-expect-error Every field has an input.
inputs satisfies { [F in BalanceSettingsField]: FieldInput<F> }
