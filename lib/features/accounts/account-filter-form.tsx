'use client'
import type { Route } from 'next'
import { Button } from '@/lib/ui/button'
import { ChipLink } from '@/lib/ui/chip-link'
import { classNames } from '@/lib/ui/class-names'
import { FilterForm } from '@/lib/ui/filter-form'
import { PageLink } from '@/lib/ui/page-link'
import { UrlTextField } from '@/lib/ui/url-field'
import { UrlSelectField } from '@/lib/ui/url-select-field'
import { filtersText as text } from './text'

type Option = readonly [value: string, label: string]

/** A filter that is a link. */
export type FilterLink = readonly [href: Route, label: string, isOn: boolean]

export type FilterMenu = readonly [name: string, label: string, value: string, options: readonly Option[]]

type Props = {
  tabs: readonly (readonly [...FilterLink, accounts: string])[]
  search: string
  sort: string
  sorts: readonly Option[]
  /** What the form keeps. */
  hidden: readonly (readonly [name: string, value: string])[]
  /** How many of the menus and amounts are set; they are in view while any is. */
  inMenus: number
  menus: readonly FilterMenu[]
  amounts: readonly (readonly [name: string, label: string, value: string])[]
  chips: readonly FilterLink[]
}

/** States, search and filters of the list, of which the server sends the words alone. */
export function AccountFilterForm({ tabs, search, sort, sorts, hidden, inMenus, menus, amounts, chips }: Props) {
  return (
    <div className="flex flex-col gap-3">
      <nav aria-label={text.states}>
        <ul className="flex flex-wrap gap-x-1 border-b border-line">
          {tabs.map(([href, label, isOn, accounts]) => (
            <li key={label}>
              <PageLink
                href={href}
                scroll={false}
                aria-current={isOn ? 'page' : undefined}
                className={classNames(
                  '-mb-px flex h-9 items-center gap-1.5 border-b-2 px-2.5 text-sm whitespace-nowrap',
                  isOn ? 'border-accent font-medium text-ink' : 'border-transparent text-muted hover:text-ink',
                )}
              >
                <span>{label}</span>
                <span className="tabular text-xs text-muted">{accounts}</span>
              </PageLink>
            </li>
          ))}
        </ul>
      </nav>
      <FilterForm action="/accounts" submit={<Button type="submit">{text.search}</Button>} className="grid gap-2">
        <div className="flex flex-wrap items-end gap-2">
          <UrlTextField
            label={text.search}
            name="q"
            type="search"
            value={search}
            placeholder={text.placeholder}
            className="min-w-56 flex-1 max-sm:basis-full sm:max-w-96"
          />
          <UrlSelectField
            label={text.sort}
            name="sort"
            value={sort}
            options={sorts}
            className="min-w-0 max-sm:flex-1"
          />
        </div>
        {hidden.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <details open={inMenus > 0}>
          <summary className="w-fit cursor-pointer text-sm font-medium text-muted hover:text-ink">
            {text.more(inMenus)}
          </summary>
          <div className="mt-2 grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">
            {menus.map(([name, label, value, options]) => (
              <UrlSelectField
                key={name}
                label={label}
                name={name}
                value={value}
                options={options}
                className="min-w-0"
              />
            ))}
            {amounts.map(([name, label, value]) => (
              <UrlTextField
                key={name}
                label={label}
                name={name}
                inputMode="decimal"
                value={value}
                className="min-w-0"
              />
            ))}
          </div>
        </details>
      </FilterForm>
      <nav aria-label={text.label} className="flex flex-wrap gap-1.5">
        {chips.map(([href, label, isOn]) => (
          <ChipLink key={label} href={href} isOn={isOn}>
            {label}
          </ChipLink>
        ))}
      </nav>
    </div>
  )
}
