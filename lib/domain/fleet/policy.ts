import {
  applyPatch,
  type BalanceSettingsPatch,
  describeFieldValue,
  diffBalanceSettings,
  fieldsOf,
} from '../settings/balance-settings'
import { type BalanceSettingsField, labelOf } from '../settings/fields'
import { type AccountFacts, describeSegment, membership, type Segment } from './segment'

/** The settings that a policy may govern. The others are an account's own, such as its statement descriptor. */
export const POLICY_FIELDS = [
  'schedule',
  'minimumBalances',
  'delayDaysOverride',
  'debitNegativeBalances',
] as const satisfies readonly BalanceSettingsField[]
type PolicyField = (typeof POLICY_FIELDS)[number]

/** What the governed settings should be; of minimum balances, those in the currencies named. */
export type PolicyValues = Pick<BalanceSettingsPatch, PolicyField>

export type Policy = {
  id: string
  name: string
  /** Raised with every change. */
  version: number
  segment: Segment
  values: PolicyValues
  /** Where two policies govern the same setting of an account, the one with the higher number decides, then the older. */
  priority: number
  createdAt: Date
  /** Made for one rollout of chosen accounts: it decides whatever policies say, and governs no account afterwards. */
  isAdHoc: boolean
}

/** What is stored of a policy when somebody saves it. */
export type PolicyDraft = Pick<Policy, 'name' | 'segment' | 'values' | 'priority'>

/** Whether `other` decides before `policy` where both govern the same setting. A total order, so there are no cycles. */
function decidesBefore(other: Policy, policy: Policy): boolean {
  if (other.priority !== policy.priority) return other.priority > policy.priority
  const [first, second] = [other.createdAt.getTime(), policy.createdAt.getTime()]
  return first === second ? other.id < policy.id : first < second
}

export type Governed = {
  /** What this policy decides for the account. */
  values: PolicyValues
  /** The policies that decide some of its settings instead. */
  instead: readonly Policy[]
  /** A policy that comes before may or may not be for this account, because too little is known of it. */
  isUnclear: boolean
}

/** What is left for a policy to decide about an account, after those that come before it. */
export function governedBy(policy: Policy, others: readonly Policy[], facts: AccountFacts): Governed {
  if (policy.isAdHoc) return { values: policy.values, instead: [], isUnclear: false }
  const fields = fieldsOf(policy.values) as PolicyField[]
  const before = others
    .filter((other) => other.id !== policy.id && decidesBefore(other, policy))
    .filter((other) => fields.some((field) => other.values[field] !== undefined))
  const instead = before.filter((other) => membership(other.segment, facts) === 'in')
  const isTaken = (field: PolicyField) => instead.some((other) => other.values[field] !== undefined)
  return {
    values: Object.fromEntries(fields.filter((field) => !isTaken(field)).map((field) => [field, policy.values[field]])),
    instead,
    isUnclear: before.some((other) => membership(other.segment, facts) === 'unknown'),
  }
}

/** The governed settings in words, one line for each. */
export const describeValues = (values: PolicyValues): string[] =>
  diffBalanceSettings({}, applyPatch({}, values)).map(
    (change) => `${labelOf(change.field)}: ${describeFieldValue(change, 'after')}`,
  )

/** What a save changes in a policy, in words, for the record; `before` is null for a new one. */
export function describePolicyChanges(before: PolicyDraft | null, after: PolicyDraft): string[] {
  const linesOf = (policy: PolicyDraft) => [
    `Name: ${policy.name}`,
    `Accounts: ${describeSegment(policy.segment).join('; ')}`,
    ...describeValues(policy.values),
    `Priority: ${policy.priority}`,
  ]
  const was = before === null ? [] : linesOf(before)
  const is = linesOf(after)
  return [
    ...is.filter((line) => !was.includes(line)),
    ...was.filter((line) => !is.includes(line)).map((line) => `No longer ${line}`),
  ]
}
