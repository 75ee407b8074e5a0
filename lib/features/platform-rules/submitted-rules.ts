import { APPROVAL_RULES } from '@/lib/domain/access/approval-rules'
import { PLACED_COMPONENTS, placementsOf } from '@/lib/domain/access/component-placements'
import { CONTROLLER_PROFILES, type ControllerProfile } from '@/lib/domain/access/controller-profile'
import {
  ACTING_ROLES,
  type ActingRole,
  FEATURES,
  type FeatureChoices,
  type FeatureRules,
  FIELDS_FOR_OWNERS,
  type InstantPayoutsChoice,
  instantPayoutsChoices,
  type PlatformRules,
  withLocks,
} from '@/lib/domain/access/platform-rules'
import { isKnownCurrency } from '@/lib/domain/money/money'
import { readAmount } from '@/lib/domain/money/typed-amount'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { featureValue, instantPayoutsName, NAMES, placementValue } from './rule-names'
import { savingText as text } from './text'

/** By the name of the control. */
export type RulesErrors = Partial<
  Record<'cost' | 'currency' | 'tolerance' | 'toleranceCurrency' | 'mostAccounts', string>
>

const MAX_COST = 1_000_000
const MAX_TOLERANCE = 1_000_000_000
const MAX_ACCOUNTS = 10_000_000

/** The rules that a submitted form describes, with Stripe's constraints applied, or what to correct in it. */
export function readSubmittedRules(form: FormData): Result<PlatformRules, RulesErrors> {
  const cost = readCost(textOf(form, NAMES.cost), textOf(form, NAMES.currency).toLowerCase())
  if (!cost.ok) return cost
  const tolerance = readTolerance(form)
  if (!tolerance.ok) return tolerance
  const mostAccounts = readMostAccounts(textOf(form, NAMES.mostAccounts))
  if (!mostAccounts.ok) return mostAccounts
  const ownerFields = form.getAll(NAMES.ownerFields)
  return succeed({
    ownerFields: FIELDS_FOR_OWNERS.filter((field) => ownerFields.includes(field)),
    reasonRequired: form.has(NAMES.reasonRequired),
    payoutCost: cost.value,
    approvals: {
      needed: APPROVAL_RULES.filter((rule) => form.getAll(NAMES.approvals).includes(rule)),
      tolerance: tolerance.value,
      mostAccounts: mostAccounts.value,
    },
    features: readFeatures(form),
    placements: readPlacements(form),
  })
}

const textOf = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

function readCost(typed: string, currency: string): Result<PlatformRules['payoutCost'], RulesErrors> {
  if (typed === '') return succeed(null)
  if (!isKnownCurrency(currency)) return fail({ currency: text.unknownCurrency })
  const read = readAmount(typed, currency)
  if (read.kind !== 'amount') return fail({ cost: read.because })
  return read.amount > MAX_COST ? fail({ cost: text.costTooHigh }) : succeed({ amount: read.amount, currency })
}

function readTolerance(form: FormData): Result<PlatformRules['approvals']['tolerance'], RulesErrors> {
  const typed = textOf(form, NAMES.tolerance)
  const currency = textOf(form, NAMES.toleranceCurrency).toLowerCase()
  if (typed === '') return succeed(null)
  if (!isKnownCurrency(currency)) return fail({ toleranceCurrency: text.unknownCurrency })
  const read = readAmount(typed, currency)
  if (read.kind !== 'amount') return fail({ tolerance: read.because })
  return read.amount > MAX_TOLERANCE
    ? fail({ tolerance: text.toleranceTooHigh })
    : succeed({ amount: read.amount, currency })
}

function readMostAccounts(typed: string): Result<number | null, RulesErrors> {
  if (typed === '') return succeed(null)
  const read = /^\d{1,8}$/.test(typed) ? Number(typed) : null
  return read === null || read > MAX_ACCOUNTS ? fail({ mostAccounts: text.notAccounts }) : succeed(read)
}

function readFeatures(form: FormData): FeatureRules {
  const selected = form.getAll(NAMES.features)
  const featuresOf = (profile: ControllerProfile, role: ActingRole): FeatureChoices => ({
    ...recordOf(FEATURES, (feature) => selected.includes(featureValue(profile, role, feature))),
    instant_payouts: readInstantPayouts(textOf(form, instantPayoutsName(profile, role)), profile),
  })
  return recordOf(CONTROLLER_PROFILES, (profile) =>
    recordOf(ACTING_ROLES, (role) => withLocks(featuresOf(profile, role), profile)),
  )
}

function readPlacements(form: FormData): PlatformRules['placements'] {
  const selected = form.getAll(NAMES.placements)
  return placementsOf((profile, role) =>
    PLACED_COMPONENTS.filter((component) => selected.includes(placementValue(profile, role, component))),
  )
}

/** Off for anything that is no choice. */
const readInstantPayouts = (value: string, profile: ControllerProfile): InstantPayoutsChoice =>
  instantPayoutsChoices(profile).find((choice) => String(choice) === value) ?? false

const recordOf = <Key extends string, Value>(keys: readonly Key[], read: (key: Key) => Value) =>
  Object.fromEntries(keys.map((key) => [key, read(key)])) as Record<Key, Value>
