import { toDecimal } from '@/lib/domain/money/money'
import { nameReason } from '@/lib/domain/payouts/standing-words'
import { isolate } from '@/lib/domain/text'
import type { AccountCounts } from '@/lib/gateways/db/account-list'
import { ACCOUNT_SORTS, type AccountFilter, type AccountListQuery } from '@/lib/gateways/db/account-list-query'
import { Button } from '@/lib/ui/button'
import { ChipLink } from '@/lib/ui/chip-link'
import { FilterForm } from '@/lib/ui/filter-form'
import { UrlTextField } from '@/lib/ui/url-field'
import { UrlSelectField } from '@/lib/ui/url-select-field'
import { countryName, INTERVAL_WORDS } from './account-words'
import { accountListUrl, firstDirection, type ShownList } from './query'
import { StateTabs } from './state-tabs'
import { listText, filtersText as text } from './text'

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
  const { filters, range, direction, sort } = query
  const inMenus = MENU_FILTERS.filter((filter) => filters[filter] !== undefined).length + (range ? 1 : 0)
  const hidden = Object.entries(filters).filter(([filter]) => !(filter in MENUS))
  return (
    <div className="flex flex-col gap-3">
      <StateTabs query={query} counts={counts} />
      <FilterForm action="/accounts" submit={<Button type="submit">{text.search}</Button>} className="grid gap-2">
        <div className="flex flex-wrap items-end gap-2">
          <UrlTextField
            label={text.search}
            name="q"
            type="search"
            value={query.search}
            placeholder={text.placeholder}
            className="min-w-56 flex-1 max-sm:basis-full sm:max-w-96"
          />
          <UrlSelectField
            label={text.sort}
            name="sort"
            value={sort === 'name' ? '' : sort}
            options={ACCOUNT_SORTS.filter((each) => each !== 'available' || filters.currency).map((each) => [
              each === 'name' ? '' : each,
              text.sorts[each],
            ])}
            className="min-w-0 max-sm:flex-1"
          />
        </div>
        {query.columns && <input type="hidden" name="columns" value={query.columns.join()} />}
        {query.state && <input type="hidden" name="state" value={query.state} />}
        {direction !== firstDirection(sort) && <input type="hidden" name="dir" value={direction} />}
        {hidden.map(([filter, value]) => (
          <input key={filter} type="hidden" name={filter} value={value} />
        ))}
        <details open={inMenus > 0}>
          <summary className="w-fit cursor-pointer text-sm font-medium text-muted hover:text-ink">
            {text.more(inMenus)}
          </summary>
          <div className="mt-2 grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">
            {MENU_FILTERS.map((filter) => (
              <FilterMenu key={filter} filter={filter} query={query} counts={counts} />
            ))}
            {filters.currency && <RangeFields currency={filters.currency} range={range} />}
          </div>
        </details>
      </FilterForm>
      <nav aria-label={text.label} className="flex flex-wrap gap-1.5">
        {CHIPS.map(([filter, value, label]) => {
          const { [filter]: chosen, ...others } = filters
          const isOn = chosen === value
          const count = counts.filters[filter].find((each) => each.value === value)?.count ?? 0
          return (
            <ChipLink
              key={label}
              href={accountListUrl(query, { filters: isOn ? others : { ...others, [filter]: value } })}
              isOn={isOn}
            >
              {text.counted(label, count)}
            </ChipLink>
          )
        })}
      </nav>
    </div>
  )
}

/** A value in the address that no account has is shown as chosen, too. */
function FilterMenu({ filter, query, counts }: Props & { filter: MenuFilter }) {
  const value = query.filters[filter] ?? ''
  const known = counts.filters[filter]
  const all = value === '' || known.some((each) => each.value === value) ? known : [...known, { value, count: 0 }]
  const options = all.map((each) => ({ ...each, name: MENUS[filter](each.value) }))
  return (
    <UrlSelectField
      label={text.menus[filter].label}
      name={filter}
      value={value}
      options={[
        ['', text.menus[filter].all],
        ...options
          .sort((a, b) => byName.compare(a.name, b.name))
          .map((option) => [option.value, text.counted(option.name, option.count)] as const),
      ]}
      className="min-w-0"
    />
  )
}

function RangeFields({ currency, range }: { currency: string; range: AccountListQuery['range'] }) {
  return (['min', 'max'] as const).map((end) => {
    const amount = range?.[end] ?? null
    return (
      <UrlTextField
        key={end}
        label={text.range[end](currency.toUpperCase())}
        name={end}
        inputMode="decimal"
        value={amount === null ? '' : toDecimal({ amount, currency })}
        className="min-w-0"
      />
    )
  })
}
