import type { Route } from 'next'
import Form from 'next/form'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { AuditEntry } from '@/lib/domain/audit/audit-entry'
import { type Comparison, compareAsOf, type SettingAsOf } from '@/lib/domain/audit/settings-as-of'
import type { Result } from '@/lib/domain/result'
import { describeFieldValue } from '@/lib/domain/settings/balance-settings'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettingsField, labelOf } from '@/lib/domain/settings/fields'
import { Badge, type Tone } from '@/lib/ui/badge'
import { Button, buttonClasses } from '@/lib/ui/button'
import { Notice } from '@/lib/ui/notice'
import { PageLink } from '@/lib/ui/page-link'
import { type Column, Table } from '@/lib/ui/table'
import { RecordedTime } from '@/lib/ui/time'
import { UrlTextField } from '@/lib/ui/url-field'
import type { AsOfQuery } from './as-of-query'
import { asOfText as text } from './as-of-text'
import { ActorName } from './entry-details'
import { actorWords } from './entry-words'
import { type AsOf, loadAsOf } from './load-as-of'
import { auditText } from './text'

type Props = { access: AccountAccess; query: Result<AsOfQuery, string>; now: Date }

/** The settings of an account at one moment, or at two; of an address that can't be read the reason, and no settings. */
export async function AsOfSettings({ access, query, now }: Props) {
  const page = pageOf(access)
  if (!query.ok)
    return (
      <>
        <Moments page={page} at={now} against={null} />
        <div className="mt-4">
          <Notice tone="problem" title={text.badAddress} live="alert">
            <p>{query.failure}</p>
            <p>{text.nothingShown}</p>
          </Notice>
        </div>
      </>
    )
  const { at, against } = query.value
  const [one, other] = await Promise.all([loadAsOf(access, at), against && loadAsOf(access, against)])
  const shown = [one, ...(other ? [other] : [])]
  const indexing = shown.find(({ notIndexedBefore }) => notIndexedBefore)?.notIndexedBefore
  const removedUntil = shown.find(({ removedUntil }) => removedUntil)?.removedUntil
  return (
    <>
      <Moments page={page} at={one.at} against={other?.at ?? null} />
      <div className="mt-4 flex flex-col gap-4">
        {indexing && (
          <Notice tone="info" title={auditText.indexing.title}>
            <p>
              <span>{auditText.indexing.help}</span> <RecordedTime at={indexing} />
            </p>
          </Notice>
        )}
        {removedUntil && (
          <Notice tone="info" title={auditText.removed.title}>
            <p>
              <span>{auditText.removed.help}</span> <RecordedTime at={removedUntil} />
            </p>
          </Notice>
        )}
        {shown.some(({ hasMoreDoubts }) => hasMoreDoubts) && (
          <Notice tone="warning" title={text.manyDoubts.title}>
            <p>{text.manyDoubts.help}</p>
          </Notice>
        )}
        <section aria-label={text.settings} className="overflow-clip rounded-md border border-line bg-surface">
          <Table
            columns={columnsFor(page, one, other)}
            rows={BALANCE_SETTINGS_FIELDS}
            rowKey={(field) => field}
            className="max-md:[&_tbody]:block max-md:[&_thead]:sr-only"
            rowClassName="align-top max-md:block max-md:h-auto max-md:py-1.5 max-md:[&>*]:block max-md:[&>*]:pl-4 [&>*]:py-2.5 max-md:[&>*]:py-1"
          />
        </section>
        {!other && (
          <p>
            <PageLink href={urlOf(page, at, { at: now })} className={linkClasses}>
              {text.compareWithNow}
            </PageLink>
          </p>
        )}
      </div>
    </>
  )
}

const linkClasses = 'text-sm text-accent underline underline-offset-2'

/** Where the page is, and whose. */
type Page = { path: string; account: string; isOwn: boolean }

function pageOf({ person, account }: AccountAccess): Page {
  const isOwn = person.staffRole === null
  return { path: isOwn ? '/balance/as-of' : `/accounts/${account.id}/as-of`, account: account.id, isOwn }
}

function urlOf({ path, account, isOwn }: Page, at: AsOfQuery['at'], against: AsOfQuery['against']): Route {
  const text = (moment: AsOfQuery['at']) => ('entryId' in moment ? moment.entryId : moment.at.toISOString())
  const params = new URLSearchParams({
    ...(isOwn && { account }),
    at: text(at),
    ...(against && { against: text(against) }),
  })
  return `${path}?${params}` as Route
}

/** As a field for a date and a time has it, in UTC. */
const fieldValue = (at: Date) => at.toISOString().slice(0, -1)

function Moments({ page, at, against }: { page: Page; at: Date; against: Date | null }) {
  return (
    <Form action={page.path as Route} className="flex flex-wrap items-end gap-2">
      {page.isOwn && <input type="hidden" name="account" value={page.account} />}
      <Moment name="at" label={text.at} value={at} />
      <Moment name="against" label={text.against} value={against} />
      <Button type="submit">{text.show}</Button>
      {against && (
        <PageLink href={urlOf(page, { at }, null)} className={buttonClasses('quiet')}>
          {text.clear}
        </PageLink>
      )}
    </Form>
  )
}

function Moment({ value, ...field }: { name: string; label: string; value: Date | null }) {
  return (
    <UrlTextField
      {...field}
      type="datetime-local"
      step="0.001"
      value={value ? fieldValue(value) : ''}
      className="min-w-0 max-sm:basis-full sm:w-60"
    />
  )
}

const TONES: Record<Comparison, Tone> = { same: 'canceled', different: 'accent', unknown: 'pending' }

function columnsFor(page: Page, one: AsOf, other: AsOf | null): Column<BalanceSettingsField>[] {
  const value = (asOf: AsOf): Column<BalanceSettingsField> => {
    const header = text.asOf(`${asOf.at.toISOString().replace('T', ' ').replace('Z', '')} UTC`)
    return {
      header,
      className: 'md:w-[40%] break-words',
      cell: (field) => (
        <>
          {other && <p className="text-xs text-muted md:hidden">{header}</p>}
          <Value page={page} field={field} setting={asOf.settings[field]} isCut={asOf.isCut} />
        </>
      ),
    }
  }
  const compared = other && compareAsOf(one.settings, other.settings)
  return [
    { header: text.columns.setting, isRowHeader: true, className: 'font-medium', cell: labelOf },
    value(one),
    ...(other ? [value(other)] : []),
    ...(compared
      ? [
          {
            header: text.columns.difference,
            cell: (field: BalanceSettingsField) => (
              <Badge tone={TONES[compared[field]]}>{text.comparison[compared[field]]}</Badge>
            ),
          },
        ]
      : []),
  ]
}

type Shown = { page: Page; field: BalanceSettingsField; setting: SettingAsOf; isCut: boolean }

function Value({ page, field, setting: { found, doubt }, isCut }: Shown) {
  return (
    <>
      {'change' in found ? (
        <p>{describeFieldValue(found.change, found.kind === 'known' ? 'after' : 'before')}</p>
      ) : (
        <p className="text-muted">
          {found.kind === 'unreadable' ? text.unreadable : isCut ? text.notFound : text.notShown}
        </p>
      )}
      {found.kind === 'replaced_later' && <p className="text-xs text-muted">{text.replacedLater}</p>}
      {found.kind === 'unchanged' && <p className="text-xs text-muted">{text.unchanged}</p>}
      {'entry' in found && <MadeBy page={page} field={field} entry={found.entry} />}
      {doubt && (
        <>
          <p className="mt-1 text-pending">{text.doubt(describeFieldValue(doubt.change, 'after'))}</p>
          <MadeBy page={page} field={field} entry={doubt.entry} />
        </>
      )}
    </>
  )
}

/** The entry: for staff its page; for the people of an account that day's changes of the setting. */
function MadeBy({ page: { isOwn, account }, field, entry }: Omit<Shown, 'setting' | 'isCut'> & { entry: AuditEntry }) {
  const day = entry.at.toISOString().slice(0, 10)
  const href = isOwn
    ? (`/balance/activity?${new URLSearchParams({ account, field, from: day, to: day })}` as const)
    : (`/audit/${entry.id}` as const)
  return (
    <p className="flex flex-wrap gap-x-1.5 text-xs text-muted">
      <span>
        <ActorName actor={actorWords(entry.actor)} />
      </span>
      <PageLink href={href as Route} title={auditText.whole} className="underline underline-offset-2">
        <RecordedTime at={entry.at} />
      </PageLink>
    </p>
  )
}
