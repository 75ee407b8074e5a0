import type { ReactNode } from 'react'
import { ACCOUNT_STATES } from '@/lib/domain/accounts/account-state'
import { REQUIREMENT_LEVELS } from '@/lib/domain/accounts/requirements'
import { describeVariant, type Policy, type PolicyValues } from '@/lib/domain/fleet/policy'
import { EVERY_ACCOUNT, type Segment, YES_OR_NO } from '@/lib/domain/fleet/segment'
import { toDecimal } from '@/lib/domain/money/money'
import { nameReason, nameState, REASONS } from '@/lib/domain/payouts/standing-words'
import { PAYOUT_WEEKDAYS } from '@/lib/domain/settings/schedule-days'
import { capitalize } from '@/lib/domain/text'
import { Card } from '@/lib/ui/card'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { SelectField } from '@/lib/ui/select-field'
import { TextField } from '@/lib/ui/text-field'
import { INTERVALS, MOST_VARIANTS, TYPES, variantPrefix } from './submitted-policy'
import { policyText as text } from './text'

/** The fields of a policy with what is saved; null for a new one, which may begin with the accounts of a list. */
export function PolicyFields({ policy, segment }: { policy: Policy | null; segment?: Segment | undefined }) {
  return (
    <>
      <TextField label={text.name} name="name" defaultValue={policy?.name} maxLength={80} className="max-w-xl" />
      <WhoFields segment={policy?.segment ?? segment ?? EVERY_ACCOUNT} />
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

function WhoFields({ segment: { facts, available, createdFrom } }: { segment: Segment }) {
  const bound = (end: 'min' | 'max') => {
    const amount = available?.[end] ?? null
    return available && amount !== null ? toDecimal({ amount, currency: available.currency }) : undefined
  }
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
          <FactChoices
            label={text.schedules}
            name="schedules"
            all={INTERVALS}
            words={(interval) => text.scheduleChoices[interval]}
            chosen={facts.schedule}
          />
          <FactChoices
            label={text.payouts}
            name="payouts"
            all={YES_OR_NO.payouts}
            words={(value) => text.payoutsChoices[value]}
            chosen={facts.payouts}
          />
          <TextField label={text.createdFrom} name="createdFrom" type="date" defaultValue={createdFrom ?? undefined} />
        </div>
        <div className="flex flex-col gap-4 border-t border-line pt-4">
          <p className="text-sm text-muted">{text.movingHelp}</p>
          <div className="grid gap-4 sm:grid-cols-2">
            <FactChoices
              label={text.states}
              name="states"
              all={ACCOUNT_STATES}
              words={nameState}
              chosen={facts.state}
            />
            <FactChoices
              label={text.requirements}
              name="requirements"
              all={REQUIREMENT_LEVELS}
              words={(level) => text.requirementChoices[level]}
              chosen={facts.requirement}
            />
            <TextField
              label={text.delays}
              name="delays"
              help={text.delaysHelp}
              defaultValue={facts.delay?.join(', ')}
            />
            <TextField
              label={text.availableCurrency}
              name="availableCurrency"
              help={text.availableHelp}
              defaultValue={available?.currency.toUpperCase()}
              maxLength={3}
              controlClassName="max-w-24"
            />
            <TextField
              label={text.availableFrom}
              name="availableFrom"
              inputMode="decimal"
              defaultValue={bound('min')}
            />
            <TextField
              label={text.availableUpTo}
              name="availableUpTo"
              inputMode="decimal"
              defaultValue={bound('max')}
            />
            <FactChoices
              label={text.balance}
              name="balance"
              all={YES_OR_NO.balance}
              words={(value) => text.balanceChoices[value]}
              chosen={facts.balance}
            />
            <FactChoices
              label={text.bank}
              name="bank"
              all={YES_OR_NO.bank}
              words={(value) => text.bankChoices[value]}
              chosen={facts.bank}
            />
          </div>
          <details open={facts.reason !== undefined}>
            <summary className="w-fit cursor-pointer text-sm font-medium text-muted hover:text-ink">
              {text.reasons}
            </summary>
            <div className="mt-2">
              <FactChoices
                label={text.reasons}
                name="reasons"
                all={[...new Set<string>([...REASONS, ...(facts.reason ?? [])])]}
                words={nameReason}
                chosen={facts.reason}
              />
            </div>
          </details>
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

function FactChoices<T extends string>({
  label,
  name,
  all,
  words,
  chosen,
}: {
  label: string
  name: string
  all: readonly T[]
  words: (value: T) => string
  chosen: readonly string[] | undefined
}) {
  return (
    <Choices label={label}>
      {all.map((value) => (
        <CheckboxField
          key={value}
          label={words(value)}
          name={name}
          value={value}
          defaultChecked={chosen?.includes(value)}
        />
      ))}
    </Choices>
  )
}

const TypeChoices = ({ name, chosen }: { name: string; chosen: readonly string[] | undefined }) => (
  <FactChoices label={text.types} name={name} all={TYPES} words={capitalize} chosen={chosen} />
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
