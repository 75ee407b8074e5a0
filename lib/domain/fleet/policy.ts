import {
  applyPatch,
  type BalanceSettingsPatch,
  describeFieldValue,
  diffBalanceSettings,
  fieldsOf,
  findFieldErrors,
} from '../settings/balance-settings'
import { type BalanceSettingsField, labelOf } from '../settings/fields'
import { isolate } from '../text'
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

/** Other values for some of a policy's accounts: those of these countries and types; an empty list is every one. */
export type PolicyVariant = { countries: readonly string[]; types: readonly string[]; values: PolicyValues }

export type Policy = {
  id: string
  name: string
  /** Raised with every change. */
  version: number
  segment: Segment
  values: PolicyValues
  variants: readonly PolicyVariant[]
  /** Where two policies govern the same setting of an account, the one with the higher number decides, then the older. */
  priority: number
  /** It is applied to accounts that are created after it was last changed, once they have been read. */
  isDefault: boolean
  /** The only person who may change it; null for every admin. */
  editor: { id: string; name: string } | null
  createdAt: Date
  /** Made for one rollout of chosen accounts: it decides whatever policies say, and governs no account afterwards. */
  isAdHoc: boolean
}

/** What is stored of a policy when somebody saves it. */
export type PolicyDraft = Pick<Policy, 'name' | 'segment' | 'values' | 'variants' | 'priority' | 'isDefault'>

/** Whether `other` decides before `policy` where both govern the same setting. A total order, so there are no cycles. */
function decidesBefore(other: Policy, policy: Policy): boolean {
  if (other.priority !== policy.priority) return other.priority > policy.priority
  const [first, second] = [other.createdAt.getTime(), policy.createdAt.getTime()]
  return first === second ? other.id < policy.id : first < second
}

/** How much a variant says of its accounts: of one that names both, a country, a type, or neither. */
const specificity = ({ countries, types }: PolicyVariant) => (countries.length > 0 ? 2 : 0) + (types.length > 0 ? 1 : 0)

/** A variant in words, such as “DE, FR, express”. */
export const describeVariant = ({ countries, types }: PolicyVariant): string => [...countries, ...types].join(', ')

type Wanted = { values: PolicyValues; variant: string | null; isUnclear: boolean }

/**
 * What a policy wants of an account before other policies are looked at. Of the variants for the account, the most specific
 * one that has a setting decides it: country and type, then country, then type, then the policy's own values.
 */
function wantedOf({ values, variants }: Policy, { country, type }: AccountFacts): Wanted {
  if (variants.length === 0) return { values, variant: null, isUnclear: false }
  const isFor = (codes: readonly string[], known: string | null) =>
    codes.length === 0 ? true : known === null ? null : codes.includes(known)
  const answers = variants.map((variant) => [isFor(variant.countries, country), isFor(variant.types, type)])
  const applied = variants
    .filter((_, index) => answers[index]?.every((answer) => answer === true))
    .sort((a, b) => specificity(a) - specificity(b))
  return {
    values: Object.assign({}, values, ...applied.map((variant) => variant.values)),
    variant: applied.length === 0 ? null : applied.toReversed().map(describeVariant).join('; '),
    isUnclear: answers.some((both) => both.includes(null) && !both.includes(false)),
  }
}

/** What is wrong with variants: one without accounts, two for the same accounts, or a value that a country doesn't allow. */
export function findVariantErrors({
  values,
  variants,
  segment,
}: Pick<PolicyDraft, 'values' | 'variants' | 'segment'>): string[] {
  const overlap = (a: readonly string[], b: readonly string[]) =>
    a.length === 0 || b.length === 0 ? a.length === b.length : a.some((each) => b.includes(each))
  const countryErrors = (of: PolicyValues, countries: readonly string[]) =>
    countries.flatMap((country) =>
      Object.entries(findFieldErrors(of, country)).map(
        ([field, error]) => `${labelOf(field as PolicyField)} in ${country}: ${error}`,
      ),
    )
  const own = (segment.facts.country ?? []).map((country) => {
    const instead = variants.filter(({ countries, types }) => countries.includes(country) && types.length === 0)
    const left = fieldsOf(values).filter((field) => instead.every((variant) => !(field in variant.values)))
    return countryErrors(Object.fromEntries(left.map((field) => [field, values[field as PolicyField]])), [country])
  })
  return [
    ...own.flat(),
    ...variants.flatMap((variant, index) => [
      ...(specificity(variant) === 0 ? ['Name a country or an account type for each variant.'] : []),
      ...variants
        .slice(0, index)
        .filter((before) => specificity(before) === specificity(variant))
        .filter(({ countries, types }) => overlap(countries, variant.countries) && overlap(types, variant.types))
        .map(() => `Two variants are for ${isolate(describeVariant(variant))}. Join them.`),
      ...countryErrors(variant.values, variant.countries),
    ]),
  ]
}

export type Governed = {
  /** What this policy decides for the account. */
  values: PolicyValues
  /** The variants by which it does so, in words, the most specific first; null for the policy's own values. */
  variant: string | null
  /** The policies that decide some of its settings instead. */
  instead: readonly Policy[]
  /** A policy that comes before may or may not be for this account, because too little is known of it. */
  isUnclear: boolean
}

/** What is left for a policy to decide about an account, after those that come before it. */
export function governedBy(policy: Policy, others: readonly Policy[], facts: AccountFacts): Governed {
  const { values, variant, isUnclear } = wantedOf(policy, facts)
  if (policy.isAdHoc) return { values, variant, instead: [], isUnclear }
  const fields = fieldsOf(values) as PolicyField[]
  const before = others
    .filter((other) => other.id !== policy.id && decidesBefore(other, policy))
    .map((other) => ({ other, member: membership(other.segment, facts), wanted: wantedOf(other, facts) }))
    .filter(({ member }) => member !== 'out')
    .filter(({ wanted }) => wanted.isUnclear || fields.some((field) => wanted.values[field] !== undefined))
  const instead = before.filter(({ member }) => member === 'in')
  const isTaken = (field: PolicyField) => instead.some(({ wanted }) => wanted.values[field] !== undefined)
  return {
    values: Object.fromEntries(fields.filter((field) => !isTaken(field)).map((field) => [field, values[field]])),
    variant,
    instead: instead.map(({ other }) => other),
    isUnclear: isUnclear || before.some(({ member, wanted }) => member === 'unknown' || wanted.isUnclear),
  }
}

/** The governed settings in words, one line for each. */
export const describeValues = (values: PolicyValues): string[] =>
  diffBalanceSettings({}, applyPatch({}, values)).map(
    (change) => `${labelOf(change.field)}: ${describeFieldValue(change, 'after')}`,
  )

/** The values of variants in words, one line for each, with whom it is for. */
export const describeVariants = (variants: readonly PolicyVariant[]): string[] =>
  variants.flatMap((variant) => describeValues(variant.values).map((line) => `${describeVariant(variant)}: ${line}`))

/** What a save changes in a policy, in words, for the record; `before` is null for a new one. */
export function describePolicyChanges(before: PolicyDraft | null, after: PolicyDraft): string[] {
  const linesOf = (policy: PolicyDraft) => [
    `Name: ${policy.name}`,
    `Accounts: ${describeSegment(policy.segment).join('; ')}`,
    ...describeValues(policy.values),
    ...describeVariants(policy.variants),
    `Priority: ${policy.priority}`,
    ...(policy.isDefault ? ['Applied to new accounts'] : []),
  ]
  const was = before === null ? [] : linesOf(before)
  const is = linesOf(after)
  return [
    ...is.filter((line) => !was.includes(line)),
    ...was.filter((line) => !is.includes(line)).map((line) => `No longer ${line}`),
  ]
}
