import { toDecimal } from '@/lib/domain/money/money'
import { nameReason } from '@/lib/domain/payouts/standing-words'
import { isolate } from '@/lib/domain/text'
import type { AccountCounts } from '@/lib/gateways/db/account-list'
import {
  ACCOUNT_SORTS,
  type AccountFilter,
  LISTED_STATES,
  type ListedState,
} from '@/lib/gateways/db/account-list-query'
import { AccountFilterForm, type FilterMenu } from './account-filter-form'
import { countryName, INTERVAL_WORDS } from './account-words'
import { accountListUrl, firstDirection, type ShownList } from './query'
import { listText, nameListedState, filtersText as text } from './text'

type Props = { query: ShownList; counts: AccountCounts }

const CHIPS: [filter: AccountFilter, value: string, label: string][] = [
  ['payouts', 'enabled', text.payouts.enabled],
  ['payouts', 'disabled', text.payouts.disabled],
  ...Object.entries(INTERVAL_WORDS).map(([value, label]): [AccountFilter, string, string] => [
    'schedule',
    value,
    label,
  ]),
  ['balance', 'negative', text.negative],
  ['bank', 'shared', text.sharedBank],
]

const wordOf = (words: Record<string, string>) => (value: string) =>
  Object.hasOwn(words, value) ? (words[value] ?? value) : isolate(value)

/** The filters that are chosen from a menu, and how each names a value. */
const MENUS = {
  reason: nameReason,
  requirement: wordOf(text.requirements),
  currency: (value) => value.toUpperCase(),
  country: countryName,
  delay: (value) => listText.days(Number(value)),
  type: wordOf(text.types),
} as const satisfies Partial<Record<AccountFilter, (value: string) => string>>

type MenuFilter = keyof typeof MENUS
const MENU_FILTERS = Object.keys(MENUS) as MenuFilter[]

const byName = new Intl.Collator('en', { numeric: true })

/** Search and filters, each a link or a form, so that the URL always has the whole state. */
export function AccountFilters({ query, counts }: Props) {
  const { filters, range, direction, sort, state } = query
  const { currency } = filters
  const isKept = direction !== firstDirection(sort)
  return (
    <AccountFilterForm
      tabs={tabsOf(query, counts)}
      search={query.search}
      sort={sort === 'name' ? '' : sort}
      sorts={ACCOUNT_SORTS.filter((each) => each !== 'available' || currency).map((each) => [
        each === 'name' ? '' : each,
        text.sorts[each],
      ])}
      hidden={[
        ...(query.columns ? [['columns', query.columns.join()] as const] : []),
        ...(state ? [['state', state] as const] : []),
        ...(isKept ? [['dir', direction] as const] : []),
        ...Object.entries(filters).filter(([filter]) => !(filter in MENUS)),
      ]}
      inMenus={MENU_FILTERS.filter((filter) => filters[filter] !== undefined).length + (range ? 1 : 0)}
      menus={MENU_FILTERS.map((filter) => menuOf(filter, query, counts))}
      amounts={
        currency
          ? (['min', 'max'] as const).map((end) => {
              const amount = range?.[end] ?? null
              const label = text.range[end](currency.toUpperCase())
              return [end, label, amount === null ? '' : toDecimal({ amount, currency })]
            })
          : []
      }
      chips={CHIPS.map(([filter, value, label]) => {
        const { [filter]: chosen, ...others } = filters
        const isOn = chosen === value
        const count = counts.filters[filter].find((each) => each.value === value)?.count ?? 0
        const href = accountListUrl(query, { filters: isOn ? others : { ...others, [filter]: value } })
        return [href, text.counted(label, count), isOn]
      })}
    />
  )
}

/** The states with their numbers of accounts. Those that no account has are left out, but for the usual ones. */
function tabsOf(query: ShownList, { states }: AccountCounts) {
  const countOf = new Map(states.map(({ state, count }) => [state, count]))
  const connected = states.reduce((sum, { state, count }) => (state === 'disconnected' ? sum : sum + count), 0)
  const isShown = (state: ListedState) =>
    countOf.has(state) || query.state === state || (state !== 'unknown' && state !== 'disconnected')
  return [null, ...LISTED_STATES.filter(isShown)].map((state) => {
    const count = state ? (countOf.get(state) ?? 0) : connected
    const name = state ? nameListedState(state) : text.allStates
    return [accountListUrl(query, { state }), name, query.state === state, count.toLocaleString('en-GB')] as const
  })
}

/** A value in the address that no account has is shown as chosen, too. */
function menuOf(filter: MenuFilter, query: ShownList, counts: AccountCounts): FilterMenu {
  const value = query.filters[filter] ?? ''
  const known = counts.filters[filter]
  const all = value === '' || known.some((each) => each.value === value) ? known : [...known, { value, count: 0 }]
  const options = all
    .map((each) => ({ ...each, name: MENUS[filter](each.value) }))
    .sort((a, b) => byName.compare(a.name, b.name))
    .map((option) => [option.value, text.counted(option.name, option.count)] as const)
  return [filter, text.menus[filter].label, value, [['', text.menus[filter].all], ...options]]
}
