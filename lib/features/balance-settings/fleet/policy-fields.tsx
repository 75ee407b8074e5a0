import type { ReactNode } from 'react'
import { describeVariant, type Policy, type PolicyValues } from '@/lib/domain/fleet/policy'
import { toDecimal } from '@/lib/domain/money/money'
import { PAYOUT_WEEKDAYS } from '@/lib/domain/settings/schedule-days'
import { capitalize } from '@/lib/domain/text'
import { Card } from '@/lib/ui/card'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { SelectField } from '@/lib/ui/select-field'
import { TextField } from '@/lib/ui/text-field'
import { INTERVALS, MOST_VARIANTS, TYPES, variantPrefix } from './submitted-policy'
import { policyText as text } from './text'

/** The fields of a policy with what is saved; null for a new one. */
export function PolicyFields({ policy }: { policy: Policy | null }) {
  return (
    <>
      <TextField label={text.name} name="name" defaultValue={policy?.name} maxLength={80} className="max-w-xl" />
      <WhoFields policy={policy} />
      <WhatFields values={policy?.values} />
      <VariantFields policy={policy} />
      <TextField
        label={text.priority}
        name="priority"
        inputMode="numeric"
        help={text.priorityHelp}
        defaultValue={policy?.priority ?? 0}
        controlClassName="max-w-24"
      />
      <CheckboxField
        label={text.isDefault}
        name="isDefault"
        help={text.isDefaultHelp}
        defaultChecked={policy?.isDefault}
      />
      <SelectField
        label={text.editors}
        name="editors"
        help={text.editorsHelp}
        defaultValue={policy?.editor ? 'own' : 'all'}
        className="max-w-xl"
      >
        <Options choices={text.editorsChoices} />
      </SelectField>
    </>
  )
}

function WhoFields({ policy }: { policy: Policy | null }) {
  const { facts, createdFrom = null } = policy?.segment ?? { facts: {} }
  return (
    <Card title={text.who}>
      <div className="flex flex-col gap-4 p-4">
        <p className="text-sm text-muted">{text.whoHelp}</p>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={text.countries}
            name="countries"
            help={text.countriesHelp}
            defaultValue={facts.country?.join(', ')}
          />
          <TextField
            label={text.currencies}
            name="currencies"
            help={text.currenciesHelp}
            defaultValue={facts.currency?.join(', ').toUpperCase()}
          />
          <TypeChoices name="types" chosen={facts.type} />
          <Choices label={text.schedules}>
            {INTERVALS.map((interval) => (
              <CheckboxField
                key={interval}
                label={text.scheduleChoices[interval]}
                name="schedules"
                value={interval}
                defaultChecked={facts.schedule?.includes(interval)}
              />
            ))}
          </Choices>
          <SelectField label={text.payouts} name="payouts" defaultValue={facts.payouts?.[0] ?? ''}>
            <Options choices={text.payoutsChoices} />
          </SelectField>
          <TextField label={text.createdFrom} name="createdFrom" type="date" defaultValue={createdFrom ?? undefined} />
        </div>
      </div>
    </Card>
  )
}

/** The settings that can be set, with what is saved of a policy. */
export const WhatFields = ({ values, suggestedMinimums }: Values) => (
  <Card title={text.what}>
    <div className="flex flex-col gap-4 p-4">
      <p className="text-sm text-muted">{text.whatHelp}</p>
      <ValueFields values={values} suggestedMinimums={suggestedMinimums} prefix="" />
    </div>
  </Card>
)

/** New variants that can be added with one save; with the next, there are as many more. */
const NEW_VARIANTS = 3

function VariantFields({ policy }: { policy: Policy | null }) {
  const saved = policy?.variants ?? []
  const shown = [...saved, ...Array<null>(NEW_VARIANTS).fill(null)].slice(0, MOST_VARIANTS)
  return (
    <Card title={text.variants}>
      <div className="flex flex-col gap-3 p-4">
        <p className="text-sm text-muted">{text.variantsHelp}</p>
        {shown.map((variant, index) => {
          const prefix = variantPrefix(index)
          return (
            <details key={prefix} open={variant !== null} className="rounded-md border border-line p-3">
              <summary className="cursor-pointer text-sm font-medium">
                {variant ? <bdi translate="no">{describeVariant(variant)}</bdi> : text.newVariant}
              </summary>
              <div className="mt-3 flex flex-col gap-4">
                <div className="grid gap-4 sm:grid-cols-2">
                  <TextField
                    label={text.countries}
                    name={`${prefix}countries`}
                    help={text.countriesHelp}
                    defaultValue={variant?.countries.join(', ')}
                  />
                  <TypeChoices name={`${prefix}types`} chosen={variant?.types} />
                </div>
                <ValueFields values={variant?.values} prefix={prefix} />
                {variant && <CheckboxField label={text.removeVariant} name={`${prefix}remove`} />}
              </div>
            </details>
          )
        })}
      </div>
    </Card>
  )
}

const TypeChoices = ({ name, chosen }: { name: string; chosen: readonly string[] | undefined }) => (
  <Choices label={text.types}>
    {TYPES.map((type) => (
      <CheckboxField
        key={type}
        label={capitalize(type)}
        name={name}
        value={type}
        defaultChecked={chosen?.includes(type)}
      />
    ))}
  </Choices>
)

type Values = { values?: PolicyValues | undefined; suggestedMinimums?: string | undefined }

function ValueFields({ values, suggestedMinimums, prefix }: Values & { prefix: string }) {
  const { schedule, delayDaysOverride, debitNegativeBalances, minimumBalances } = values ?? {}
  const minimums = Object.entries(minimumBalances ?? {}).flatMap(([currency, amount]) =>
    amount === null ? [] : [`${toDecimal({ amount, currency })} ${currency.toUpperCase()}`],
  )
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField label={text.schedule} name={`${prefix}schedule`} defaultValue={schedule?.interval ?? ''}>
        <Options choices={{ '': text.leave, ...text.scheduleChoices }} />
      </SelectField>
      <TextField
        label={text.monthDays}
        name={`${prefix}monthDays`}
        help={text.monthDaysHelp}
        defaultValue={schedule?.interval === 'monthly' ? schedule.monthDays.join(', ') : undefined}
      />
      <Choices label={text.weekdays}>
        {PAYOUT_WEEKDAYS.map((day) => (
          <CheckboxField
            key={day}
            label={capitalize(day)}
            name={`${prefix}weekdays`}
            value={day}
            defaultChecked={schedule?.interval === 'weekly' && schedule.weekdays.includes(day)}
          />
        ))}
      </Choices>
      <SelectField
        label={text.debits}
        name={`${prefix}debits`}
        defaultValue={debitNegativeBalances === undefined ? '' : debitNegativeBalances ? 'on' : 'off'}
      >
        <Options choices={text.debitsChoices} />
      </SelectField>
      <TextField
        label={text.delay}
        name={`${prefix}delay`}
        inputMode="numeric"
        defaultValue={delayDaysOverride ?? undefined}
        controlClassName="max-w-24"
      />
      <TextField
        label={text.minimums}
        name={`${prefix}minimums`}
        help={text.minimumsHelp}
        defaultValue={suggestedMinimums ?? minimums.join('; ')}
      />
    </div>
  )
}

const Choices = ({ label, children }: { label: string; children: ReactNode }) => (
  <fieldset>
    <legend className="mb-1 text-sm font-medium">{label}</legend>
    <div className="flex flex-wrap gap-x-4 gap-y-1">{children}</div>
  </fieldset>
)

const Options = ({ choices }: { choices: Record<string, string> }) =>
  Object.entries(choices).map(([value, words]) => (
    <option key={value} value={value}>
      {words}
    </option>
  ))
