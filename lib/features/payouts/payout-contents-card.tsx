import type { Route } from 'next'
import { Suspense } from 'react'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { formatMoney } from '@/lib/domain/money/money'
import type { Payout } from '@/lib/domain/payouts/payout'
import { type BalanceTransaction, type ContentTotals, isPayoutItself } from '@/lib/domain/payouts/payout-contents'
import { capitalize, isolate } from '@/lib/domain/text'
import { buttonClasses } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import { EmptyState } from '@/lib/ui/empty-state'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { Notice } from '@/lib/ui/notice'
import { Pager } from '@/lib/ui/pager'
import { Skeleton } from '@/lib/ui/skeleton'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { KIND_LABELS, contentsText as text } from './contents-text'
import type { Contents } from './load-contents'
import { contentsAddress, payoutAddress } from './payout-address'

type Props = {
  access: AccountAccess
  payout: Payout
  contents: Promise<Contents>
  /** The transaction that this page follows. */
  cursor: string | undefined
}

/** What a payout contains: its totals, and a page of its transactions. */
export async function PayoutContentsCard({ access, payout, contents, cursor }: Props) {
  const read = await contents
  const here = payoutAddress(access, payout.id)
  if (read.kind !== 'listed')
    return (
      <Card title={text.title}>
        <div className="p-4">
          {read.kind === 'unlisted' ? (
            <Notice tone="info" title={text.unlisted}>
              {read.because}
            </Notice>
          ) : (
            <Notice tone="problem" title={text.missing}>
              {`${read.because} ${text.reload}`}
            </Notice>
          )}
          <Pager label={text.pages} previous={cursor ? here : null} next={null} words={[text.firstPage, '']} />
        </div>
      </Card>
    )
  const rows = read.transactions.filter((transaction) => !isPayoutItself(transaction, payout))
  const next = `${here}${here.includes('?') ? '&' : '?'}after=${read.next}` as Route
  return (
    <Card
      title={text.title}
      aside={
        <a href={contentsAddress(access, payout.id)} download className={buttonClasses()}>
          {text.download}
        </a>
      }
    >
      {read.totals ? (
        <Suspense fallback={<Loading label={text.totalsLoading} />}>
          <Totals payout={payout} totals={read.totals} />
        </Suspense>
      ) : (
        <p className="border-b border-line px-4 py-3 text-sm text-muted">{text.laterPage}</p>
      )}
      <h3 className="border-b border-line px-4 py-2 text-sm font-semibold">{text.transactions}</h3>
      <Table
        columns={ROW_COLUMNS}
        rows={rows.map((transaction, index) => ({ transaction, index }))}
        rowKey={({ transaction, index }) => transaction.id ?? index}
        rowClassName="align-top"
        empty={<EmptyState title={text.none} hint={text.noneHelp} />}
      />
      {!read.isLast && read.next === null && (
        <p className="border-t border-line px-4 py-2 text-sm text-muted">{text.cutOff}</p>
      )}
      <div className="px-4 pb-3 empty:hidden">
        <Pager
          label={text.pages}
          previous={cursor ? here : null}
          next={read.next === null ? null : next}
          words={[text.firstPage, text.nextPage]}
        />
      </div>
    </Card>
  )
}

type TotalRow = {
  key: string
  label: string
  count: string
  gross: number | null
  fees: number | null
  net: number | null
  atLeast: number | null
}

async function Totals({ payout, totals }: { payout: Payout; totals: Promise<ContentTotals> }) {
  const { lines, count, sums, isWhole, addsUp } = await totals
  if (count === 0) return null
  const { currency } = payout
  const counted = (number: number) => (isWhole ? String(number) : text.countAtLeast(number))
  const rows: TotalRow[] = lines.map((line) => ({
    key: line.kind,
    label: KIND_LABELS[line.kind],
    count: counted(line.count),
    ...line.sums,
    atLeast: line.atLeast,
  }))
  const total = { key: 'total', label: text.total, count: counted(count), ...sums, atLeast: null }
  const columns: Column<TotalRow>[] = [
    {
      header: text.columns.kind,
      isRowHeader: true,
      className: 'font-medium',
      cell: ({ label, net }) => (
        <>
          <span>{label}</span>
          <span className="block text-xs font-normal text-muted sm:hidden">
            <span>{`${text.columns.net}: `}</span>
            <Sum amount={net} currency={currency} />
          </span>
        </>
      ),
    },
    { header: text.columns.count, isNumeric: true, cell: (row) => row.count },
    {
      header: text.columns.gross,
      isNumeric: true,
      cell: ({ gross, atLeast }) => <Sum amount={gross} atLeast={atLeast} currency={currency} />,
    },
    {
      header: text.columns.fees,
      isNumeric: true,
      className: 'max-sm:hidden',
      cell: ({ fees }) => <Sum amount={fees} currency={currency} />,
    },
    {
      header: text.columns.net,
      isNumeric: true,
      className: 'max-sm:hidden',
      cell: ({ net }) => <Sum amount={net} currency={currency} />,
    },
  ]
  return (
    <div className="border-b border-line">
      <h3 className="border-b border-line px-4 py-2 text-sm font-semibold">{text.totals}</h3>
      <Table
        columns={columns}
        rows={[...rows, total]}
        rowKey={({ key }) => key}
        rowClassName="[&:last-child]:bg-sunken [&:last-child]:font-semibold"
      />
      <p className="px-4 py-2 text-sm text-muted">
        {!isWhole
          ? text.partial(count)
          : sums.net === null
            ? text.unknownSum
            : addsUp
              ? text.addsUp
              : text.differs(formatMoney({ amount: sums.net, currency }), formatMoney(payout))}
      </p>
    </div>
  )
}

type SumProps = { amount: number | null; atLeast?: number | null; currency: string }

function Sum({ amount, atLeast = null, currency }: SumProps) {
  if (amount !== null) return <MoneyAmount money={{ amount, currency }} />
  if (atLeast !== null) return <span>{text.atLeast(formatMoney({ amount: atLeast, currency }))}</span>
  return <span className="text-muted">{text.notKnown}</span>
}

type Row = { transaction: BalanceTransaction; index: number }

/** An amount of a transaction in its own currency, which is the payout's as a rule. */
const amountOf = ({ currency }: BalanceTransaction, amount: number | null) =>
  amount === null || currency === null ? (
    <span className="text-muted">{text.notGiven}</span>
  ) : (
    <MoneyAmount money={{ amount, currency }} />
  )

/** "payment_refund" → "Payment refund": Stripe's own word, so that a new one is shown as well. */
const typeWords = (type: string | null): string =>
  type === null ? text.notGiven : isolate(capitalize(type.replaceAll('_', ' ')))

const ROW_COLUMNS: Column<Row>[] = [
  {
    header: text.rowColumns.type,
    cell: ({ transaction: { type, description, createdAt, source } }) => (
      <>
        <span>{typeWords(type)}</span>
        {description && (
          <span className="block max-w-xs break-words text-xs text-muted">
            <bdi translate="no">{description}</bdi>
          </span>
        )}
        <span className="block text-xs text-muted md:hidden">{createdAt && <Time at={createdAt} />}</span>
        {source && (
          <span className="block font-mono text-xs break-all text-muted lg:hidden">
            <bdi translate="no">{source}</bdi>
          </span>
        )}
      </>
    ),
  },
  {
    header: text.rowColumns.created,
    className: 'max-md:hidden',
    cell: ({ transaction: { createdAt } }) => (createdAt ? <Time at={createdAt} /> : text.notGiven),
  },
  {
    header: text.rowColumns.source,
    className: 'max-lg:hidden font-mono text-xs text-muted',
    cell: ({ transaction: { source } }) => source && <bdi translate="no">{source}</bdi>,
  },
  {
    header: text.rowColumns.gross,
    isNumeric: true,
    className: 'max-sm:hidden',
    cell: ({ transaction }) => amountOf(transaction, transaction.amount),
  },
  {
    header: text.rowColumns.fee,
    isNumeric: true,
    className: 'max-sm:hidden',
    cell: ({ transaction }) => amountOf(transaction, transaction.fee),
  },
  {
    header: text.rowColumns.net,
    isNumeric: true,
    cell: ({ transaction }) => amountOf(transaction, transaction.net),
  },
]

const Loading = ({ label }: { label: string }) => (
  <div role="status" aria-label={label} className="flex flex-col gap-3 border-b border-line p-4">
    <Skeleton className="h-5 w-full" />
    <Skeleton className="h-5 w-full" />
    <Skeleton className="h-5 w-2/3" />
  </div>
)

export function PayoutContentsSkeleton() {
  return (
    <Card title={text.title}>
      <Loading label={text.loading} />
    </Card>
  )
}
