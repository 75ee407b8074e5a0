'use client'
import type { Route } from 'next'
import { AmountText } from '@/lib/ui/amount-text'
import { Badge, type Tone } from '@/lib/ui/badge'
import { CopyId } from '@/lib/ui/copy-id'
import { PageLink } from '@/lib/ui/page-link'
import { Time } from '@/lib/ui/time'
import { CancelPayoutButton } from './cancel-payout-button'
import { Fact } from './fact'
import { factText as text } from './fact-text'

type AmountWords = { text: string; isNegative: boolean }

/** What a row shows, as texts: the server words them, and sends no elements of React's beside the page. */
export type ListedPayoutWords = {
  id: string
  address: Route
  amount: AmountWords
  tone: Tone
  status: string
  meaning: string
  arrival: string
  destination: string
  failure: string | null
  /** Epoch milliseconds. */
  createdAt: number | null
  type: string
  trace: string | null
  descriptor: string | null
  fee: AmountWords | null
  reversedBy: string | null
  /** Null where this person may not cancel it, or it is of another kind. */
  isCancelable: boolean | null
}

/** Payouts of one account, each of which opens to what else is known of it. */
export const PayoutRows = ({ accountId, payouts }: { accountId: string; payouts: readonly ListedPayoutWords[] }) => (
  <ol className="divide-y divide-line">
    {payouts.map((payout) => (
      <PayoutRow key={payout.id} accountId={accountId} payout={payout} />
    ))}
  </ol>
)

function PayoutRow({ accountId, payout }: { accountId: string; payout: ListedPayoutWords }) {
  const { id, meaning, destination, failure, createdAt, fee, isCancelable } = payout
  return (
    <li>
      <details className="group">
        <summary className="relative grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 py-2 pr-10 pl-4 text-sm hover:bg-sunken sm:grid-cols-[130px_90px_minmax(170px,1fr)_minmax(180px,1fr)]">
          <span className="order-1 font-medium sm:text-right">
            <AmountText {...payout.amount} />
          </span>
          <span className="order-2">
            <Badge tone={payout.tone} title={meaning}>
              {payout.status}
            </Badge>
          </span>
          <span className="order-3 col-span-2 text-muted sm:col-span-1 sm:text-ink">{payout.arrival}</span>
          <span className="order-4 col-span-2 truncate text-muted sm:col-span-1" title={destination}>
            {destination}
          </span>
          <svg
            aria-hidden="true"
            viewBox="0 0 16 16"
            className="absolute top-3 right-4 size-3.5 text-muted transition-transform duration-100 group-open:rotate-180"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
          >
            <path d="m4 6 4 4 4-4" />
          </svg>
          {failure && <span className="order-5 col-span-full text-failed sm:col-start-2">{failure}</span>}
        </summary>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 bg-sunken px-4 py-3 text-sm [&>dt]:text-muted">
          <dt>{text.id}</dt>
          <dd>
            <CopyId id={id} />
          </dd>
          <dt>{text.status}</dt>
          <dd>{meaning}</dd>
          <dt>{text.created}</dt>
          <dd>{createdAt === null ? text.notGiven : <Time at={new Date(createdAt)} />}</dd>
          <dt>{text.type}</dt>
          <dd>{payout.type}</dd>
          <Fact label={text.trace}>{payout.trace}</Fact>
          <Fact label={text.descriptor}>{payout.descriptor && <bdi translate="no">{payout.descriptor}</bdi>}</Fact>
          <Fact label={text.fee}>{fee && <AmountText {...fee} />}</Fact>
          <Fact label={text.reversedBy}>{payout.reversedBy && <CopyId id={payout.reversedBy} />}</Fact>
        </dl>
        <div className="flex flex-wrap items-center gap-3 bg-sunken px-4 pb-3">
          <PageLink href={payout.address} className="text-sm font-medium text-accent underline underline-offset-2">
            {text.open}
          </PageLink>
          {isCancelable !== null && (
            <CancelPayoutButton accountId={accountId} payoutId={id} isCancelable={isCancelable} label={text.cancel} />
          )}
        </div>
      </details>
    </li>
  )
}
