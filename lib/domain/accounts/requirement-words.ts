import { type CalendarDate, partsOfDate, requireCalendarDate } from '../calendar/calendar-date'
import { formatDay } from '../calendar/format-day'
import { capitalize, isolate, joinWords, plural } from '../text'
import { type FallenDue, levelOf, type Requirements } from './requirements'

/** One thing to do for people, and Stripe's names that it stands for. */
export type NamedRequirement = { words: string; names: readonly string[] }

/** In plain words, in Stripe's order. Parts of one thing, such as day, month and year of a birth, are one. */
export function nameRequirements(names: readonly string[]): NamedRequirement[] {
  const byWords = Map.groupBy(names, nameRequirement)
  return [...byWords].map(([words, names]) => ({ words, names }))
}

/** Beyond these the others are counted. */
const NAMED = 2

/** What is due, and by when: one sentence for the payout status. The names may not be known although something is due. */
export function describeRequirementsDue(
  { requirements, requirementsDue }: { requirements: Requirements | null; requirementsDue: number | null },
  { now, today }: { now: number; today: CalendarDate },
): string {
  const due = requirementsDue ?? 0
  if (!requirements || levelOf(requirements) === 'none')
    return `${plural(due, 'requirement')} ${due === 1 ? 'is' : 'are'} due.`
  const { pastDue, currentlyDue, deadline } = requirements
  const named = nameRequirements([...pastDue, ...currentlyDue])
  const shown = named.slice(0, NAMED).map(({ words }) => words)
  const others = named.length - shown.length
  const by = deadline === null || deadline <= now ? '' : ` by ${formatDay(dayOf(deadline), today)}`
  return `${pastDue.length > 0 ? 'Past due' : `Due${by}`}: ${joinWords([...shown, ...(others > 0 ? [`${others} more`] : [])])}.`
}

/** What has fallen due, for the record: "past due: …; due by Sat 5 Dec 2026: …". */
export function describeFallenDue({ pastDue, currentlyDue, deadline }: FallenDue): string {
  const words = (names: readonly string[]) => joinWords(nameRequirements(names).map(({ words }) => words))
  const day = deadline === null ? null : dayOf(deadline)
  return [
    ...(pastDue.length > 0 ? [`past due: ${words(pastDue)}`] : []),
    ...(currentlyDue.length > 0
      ? [`due${day ? ` by ${formatDay(day, day)} ${partsOfDate(day).year}` : ''}: ${words(currentlyDue)}`]
      : []),
  ].join('; ')
}

/** The day of a deadline in UTC. */
export const dayOf = (deadline: number): CalendarDate =>
  requireCalendarDate(new Date(deadline).toISOString().slice(0, 10))

/** The parts whose words are those of the whole. */
const WHOLES = ['dob', 'address', 'tos_acceptance', 'registered_address', 'ownership_declaration', 'registration_date']

function nameRequirement(name: string): string {
  const [first = '', ...rest] = name.split('.')
  const whole = rest.findIndex((part) => WHOLES.includes(part))
  const field = (whole === -1 ? rest : rest.slice(0, whole + 1)).join('.')
  if (WHOLES.includes(first)) return wordsIn(WORDS, first) ?? humanize(name)
  const known = wordsIn(WORDS, field === '' ? first : `${first}.${field}`)
  if (known) return known
  const whose = wordsIn(WHOSE, first) ?? (/^person_\w+$/.test(first) ? 'a person of the account' : null)
  const what = whose && wordsIn(OF_A_PERSON, field)
  if (what) return `${what} of ${whose}`
  const document = first === 'documents' ? /^(\w+)(?:\.files)?$/.exec(rest.join('.'))?.[1] : undefined
  return document ? `Document: ${humanize(document).toLowerCase()}` : humanize(name)
}

/** A name that this version has no words for: "company.new_thing" is "Company: new thing". */
const humanize = (name: string): string =>
  isolate(capitalize(name.replaceAll('.', ': ').replaceAll('_', ' ').trim())) || name

const wordsIn = (table: Readonly<Record<string, string>>, key: string): string | null =>
  (Object.hasOwn(table, key) && table[key]) || null

const WHOSE: Record<string, string> = {
  individual: 'the account’s holder',
  representative: 'the company’s representative',
  owners: 'the company’s owners',
  directors: 'the company’s directors',
  executives: 'the company’s executives',
  authorizer: 'the company’s authorizer',
}

/** Stripe docs, required verification information: the fields of a person. */
const OF_A_PERSON: Record<string, string> = {
  first_name: 'First name',
  last_name: 'Last name',
  full_name_aliases: 'Other names',
  dob: 'Date of birth',
  address: 'Address',
  registered_address: 'Registered address',
  email: 'Email address',
  phone: 'Phone number',
  id_number: 'National ID number',
  id_number_secondary: 'Second national ID number',
  ssn_last_4: 'Last 4 digits of the Social Security number',
  nationality: 'Nationality',
  political_exposure: 'Political exposure',
  'verification.document': 'Identity document',
  'verification.additional_document': 'Additional identity document',
  'verification.proof_of_liveness': 'Selfie check',
  'relationship.title': 'Job title',
  'relationship.owner': 'Confirmation of ownership',
  'relationship.percent_ownership': 'Share of ownership',
  'relationship.director': 'Confirmation as a director',
  'relationship.executive': 'Confirmation as an executive',
  'relationship.representative': 'Confirmation as the representative',
}

const WORDS: Record<string, string> = {
  external_account: 'Bank account or card for payouts',
  bank_account: 'Bank account for payouts',
  business_type: 'Type of business',
  tos_acceptance: 'Acceptance of Stripe’s terms of service',
  representative: 'The company’s representative',
  owners: 'The company’s owners',
  directors: 'The company’s directors',
  executives: 'The company’s executives',
  'business_profile.url': 'Business website',
  'business_profile.mcc': 'Industry',
  'business_profile.name': 'Business name',
  'business_profile.product_description': 'Description of products or services',
  'business_profile.support_phone': 'Support phone number',
  'business_profile.support_email': 'Support email address',
  'business_profile.support_url': 'Support website',
  'business_profile.support_address': 'Support address',
  'business_profile.annual_revenue': 'Annual revenue',
  'business_profile.estimated_worker_count': 'Number of workers',
  'business_profile.monthly_estimated_revenue': 'Monthly revenue',
  'company.name': 'Company name',
  'company.name_kana': 'Company name (kana)',
  'company.name_kanji': 'Company name (kanji)',
  'company.address': 'Company address',
  'company.phone': 'Company phone number',
  'company.tax_id': 'Company tax ID',
  'company.vat_id': 'Company VAT number',
  'company.registration_number': 'Company registration number',
  'company.registration_date': 'Company registration date',
  'company.structure': 'Legal structure of the company',
  'company.owners_provided': 'Confirmation that all owners are given',
  'company.directors_provided': 'Confirmation that all directors are given',
  'company.executives_provided': 'Confirmation that all executives are given',
  'company.ownership_declaration': 'Declaration of beneficial owners',
  'company.ownership_exemption_reason': 'Reason for the exemption from owners’ details',
  'company.verification.document': 'Company document',
  'settings.payments.statement_descriptor': 'Statement descriptor for payments',
  'settings.card_payments.statement_descriptor_prefix': 'Statement descriptor prefix',
}
