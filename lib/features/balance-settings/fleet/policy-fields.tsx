import type { ReactNode } from 'react'
import type { Policy } from '@/lib/domain/fleet/policy'
import { toDecimal } from '@/lib/domain/money/money'
import { PAYOUT_WEEKDAYS } from '@/lib/domain/settings/schedule-days'
import { capitalize } from '@/lib/domain/text'
import { Card } from '@/lib/ui/card'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { SelectField } from '@/lib/ui/select-field'
import { TextField } from '@/lib/ui/text-field'
import { INTERVALS, TYPES } from './submitted-policy'
import { policyText as text } from './text'

/** The fields of a policy with what is saved; null for a new one. */
export function PolicyFields({ policy }: { policy: Policy | null }) {
  return (
    <>
      <TextField label={text.name} name="name" defaultValue={policy?.name} maxLength={80} className="max-w-xl" />
      <WhoFields policy={policy} />
      <WhatFields policy={policy} />
      <TextField
        label={text.priority}
        name="priority"
        inputMode="numeric"
        help={text.priorityHelp}
        defaultValue={policy?.priority ?? 0}
        controlClassName="max-w-24"
      />
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
          <Choices label={text.types}>
            {TYPES.map((type) => (
              <CheckboxField
                key={type}
                label={capitalize(type)}
                name="types"
                value={type}
                defaultChecked={facts.type?.includes(type)}
              />
            ))}
          </Choices>
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
export function WhatFields({ policy, suggestedMinimums }: { policy: Policy | null; suggestedMinimums?: string }) {
  const { schedule, delayDaysOverride, debitNegativeBalances, minimumBalances } = policy?.values ?? {}
  const minimums = Object.entries(minimumBalances ?? {}).flatMap(([currency, amount]) =>
    amount === null ? [] : [`${toDecimal({ amount, currency })} ${currency.toUpperCase()}`],
  )
  return (
    <Card title={text.what}>
      <div className="flex flex-col gap-4 p-4">
        <p className="text-sm text-muted">{text.whatHelp}</p>
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label={text.schedule} name="schedule" defaultValue={schedule?.interval ?? ''}>
            <Options choices={{ '': text.leave, ...text.scheduleChoices }} />
          </SelectField>
          <TextField
            label={text.monthDays}
            name="monthDays"
            help={text.monthDaysHelp}
            defaultValue={schedule?.interval === 'monthly' ? schedule.monthDays.join(', ') : undefined}
          />
          <Choices label={text.weekdays}>
            {PAYOUT_WEEKDAYS.map((day) => (
              <CheckboxField
                key={day}
                label={capitalize(day)}
                name="weekdays"
                value={day}
                defaultChecked={schedule?.interval === 'weekly' && schedule.weekdays.includes(day)}
              />
            ))}
          </Choices>
          <SelectField
            label={text.debits}
            name="debits"
            defaultValue={debitNegativeBalances === undefined ? '' : debitNegativeBalances ? 'on' : 'off'}
          >
            <Options choices={text.debitsChoices} />
          </SelectField>
          <TextField
            label={text.delay}
            name="delay"
            inputMode="numeric"
            defaultValue={delayDaysOverride ?? undefined}
            controlClassName="max-w-24"
          />
          <TextField
            label={text.minimums}
            name="minimums"
            help={text.minimumsHelp}
            defaultValue={suggestedMinimums ?? minimums.join('; ')}
          />
        </div>
      </div>
    </Card>
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
