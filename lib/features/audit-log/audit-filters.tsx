import type { Route } from 'next'
import Form from 'next/form'
import { EVENT_LABELS } from '@/lib/domain/audit/audit-entry'
import { VISIBLE_TO_OWNERS } from '@/lib/domain/audit/audit-facets'
import { type AuditFilters as Filters, ORIGINS, OUTCOMES } from '@/lib/domain/audit/audit-query'
import { BALANCE_SETTINGS_FIELDS, labelOf } from '@/lib/domain/settings/fields'
import { Button, buttonClasses } from '@/lib/ui/button'
import { PageLink } from '@/lib/ui/page-link'
import { UrlTextField } from '@/lib/ui/url-field'
import { UrlSelectField } from '@/lib/ui/url-select-field'
import { filterParams } from './query'
import { auditText, outcomeText, filterText as text } from './text'

type Option = readonly [value: string, label: string]

const OUTCOME_OPTIONS = OUTCOMES.map((outcome): Option => [outcome, outcomeText[outcome].word])
const FIELD_OPTIONS = BALANCE_SETTINGS_FIELDS.map((field): Option => [field, labelOf(field)])
const ORIGIN_OPTIONS = ORIGINS.map((origin): Option => [origin, text.origins[origin]])

/** Behind “More filters”, which is open while one of them is set. */
const MORE = ['field', 'origin', 'names', 'from', 'to'] as const

type Props<P extends string> = {
  filters: Filters
  /** The page's own path, and the account of an owner's page, which can't be filtered by names. */
  path: Route<P>
  account?: string
}

/** The filters are in the URL; the form works without script. */
export function AuditFilters<P extends string>({ filters, path, account }: Props<P>) {
  const isOwn = account !== undefined
  const types = Object.entries(EVENT_LABELS).filter(([type]) => !isOwn || VISIBLE_TO_OWNERS.includes(type))
  const isFiltered = Object.entries(filters).some(([name, value]) => name !== 'reads' && value)
  return (
    <div className="flex flex-col items-start gap-3">
      <Form action={path} className="flex w-full flex-wrap items-end gap-2">
        {isOwn ? (
          <input type="hidden" name="account" value={account} />
        ) : (
          <>
            <Text name="account" label={text.account} value={filters.account} placeholder={text.accountPlaceholder} />
            <Text name="actor" label={text.actor} value={filters.actor} placeholder={text.actorPlaceholder} />
          </>
        )}
        <Select name="type" label={text.type} value={filters.type} all={text.allTypes} options={types} />
        <Select
          name="outcome"
          label={text.outcome}
          value={filters.outcome}
          all={text.allOutcomes}
          options={OUTCOME_OPTIONS}
        />
        {filters.reads && <input type="hidden" name="reads" value="1" />}
        <Button type="submit">{auditText.apply}</Button>
        {isFiltered && (
          <PageLink href={isOwn ? ownRoot(path, account) : path} className={buttonClasses('quiet')}>
            {auditText.clear}
          </PageLink>
        )}
        <details className="basis-full" open={MORE.some((name) => filters[name] !== null)}>
          <summary className="w-fit cursor-pointer rounded-sm py-1 text-sm text-muted">{text.more}</summary>
          <div className="mt-1 flex flex-wrap items-end gap-2">
            <Select
              name="field"
              label={text.field}
              value={filters.field}
              all={text.allFields}
              options={FIELD_OPTIONS}
            />
            {!isOwn && (
              <>
                <Select
                  name="origin"
                  label={text.origin}
                  value={filters.origin}
                  all={text.allOrigins}
                  options={ORIGIN_OPTIONS}
                />
                <Text name="names" label={text.names} value={filters.names} placeholder={text.namesPlaceholder} />
              </>
            )}
            <Text name="from" label={text.from} value={filters.from} type="date" />
            <Text name="to" label={text.to} value={filters.to} type="date" />
          </div>
        </details>
      </Form>
      <PageLink href={readsUrl(path, filters, account)} className="text-sm text-accent underline underline-offset-2">
        {filters.reads ? text.hideReads : text.showReads}
      </PageLink>
    </div>
  )
}

const ownRoot = (path: string, account: string) => `${path}?account=${account}` as Route

function readsUrl(path: string, filters: Filters, account: string | undefined): Route {
  const params = filterParams({ ...filters, reads: !filters.reads })
  if (account) params.set('account', account)
  return (params.size > 0 ? `${path}?${params}` : path) as Route
}

/** On a phone two share a row. */
const fieldClasses = 'min-w-0 max-sm:basis-[calc(50%-4px)] sm:w-44'

function Text({
  value,
  ...field
}: {
  name: string
  label: string
  value: string | null
  placeholder?: string
  type?: 'date'
}) {
  return <UrlTextField {...field} value={value ?? ''} className={fieldClasses} />
}

function Select({
  value,
  all,
  options,
  ...field
}: {
  name: string
  label: string
  value: string | null
  all: string
  options: readonly Option[]
}) {
  return <UrlSelectField {...field} value={value ?? ''} options={[['', all], ...options]} className={fieldClasses} />
}
