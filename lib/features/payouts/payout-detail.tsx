import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { CalendarDate } from '@/lib/domain/calendar/calendar-date'
import { isOutstanding } from '@/lib/domain/payouts/payout'
import { describeHeld } from '@/lib/domain/payouts/payout-hold'
import { listPayoutSteps, type PayoutStep } from '@/lib/domain/payouts/payout-steps'
import {
  describeArrival,
  describeTrace,
  explainFailure,
  explainPayoutStatus,
  labelPayoutStatus,
} from '@/lib/domain/payouts/payout-text'
import type { PayoutPause } from '@/lib/domain/payouts/payouts-disabled'
import { payoutInDashboard } from '@/lib/domain/stripe/dashboard-links'
import { stripeMode } from '@/lib/env'
import { Badge } from '@/lib/ui/badge'
import { Card } from '@/lib/ui/card'
import { CopyId } from '@/lib/ui/copy-id'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { PageLink } from '@/lib/ui/page-link'
import { Time } from '@/lib/ui/time'
import { detailText as text } from './contents-text'
import { Fact } from './fact'
import { factText } from './fact-text'
import type { PayoutDetail as Detail } from './load-payout'
import { payoutAddress, payoutsAddress } from './payout-address'
import { describeType, nameDestination, toneOf } from './payout-words'

type Props = {
  access: AccountAccess
  detail: Detail
  pause: PayoutPause | null
  /** The account's payout day. */
  today: CalendarDate
}

/** The payout's amount, status and everything that Stripe says of it but its contents. */
export function PayoutDetail({ access, detail: { payout, destination }, pause, today }: Props) {
  const held = pause && isOutstanding(payout) ? describeHeld([payout], pause, today) : null
  const failure = payout.failure && explainFailure(payout.failure)
  return (
    <>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-xl font-semibold">
          <MoneyAmount money={payout} />
        </h1>
        <Badge tone={toneOf(payout.status)}>{labelPayoutStatus(payout.status)}</Badge>
        <span className="text-sm text-muted">{describeType(payout)}</span>
      </div>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <CopyId id={payout.id} />
        {access.person.staffRole && (
          <a
            href={payoutInDashboard(stripeMode(), access.account.id, payout.id)}
            target="_blank"
            rel="noreferrer"
            className="font-medium text-accent underline underline-offset-2"
          >
            {text.dashboard}
          </a>
        )}
      </div>
      <div className="mt-4 grid items-start gap-4 desk:grid-cols-2">
        <Card title={text.status}>
          <div className="flex flex-col gap-3 p-4 text-sm">
            <p>{held?.next ?? explainPayoutStatus(payout)}</p>
            <ol className="flex flex-col gap-2">
              {listPayoutSteps(payout, today, held?.arrival).map((step) => (
                <Step key={step.label} step={step} />
              ))}
            </ol>
          </div>
        </Card>
        <Card title={text.facts}>
          <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 p-4 text-sm [&>dt]:text-muted">
            <Fact label={text.failure}>
              {failure && <span className="text-failed">{`${failure.happened} ${failure.next}`}</span>}
            </Fact>
            <Fact label={text.arrival}>{held?.arrival ?? describeArrival(payout, today)}</Fact>
            <Fact label={text.destination}>{nameDestination(payout, destination && [destination])}</Fact>
            <Fact label={factText.trace}>{describeTrace(payout) ?? factText.notGiven}</Fact>
            <Fact label={factText.descriptor}>
              {payout.statementDescriptor ? <bdi translate="no">{payout.statementDescriptor}</bdi> : factText.notGiven}
            </Fact>
            <Fact label={factText.fee}>
              {payout.fee !== null && <MoneyAmount money={{ amount: payout.fee, currency: payout.currency }} />}
            </Fact>
            <Fact label={text.reverses}>{payout.reverses && <Other access={access} id={payout.reverses} />}</Fact>
            <Fact label={factText.reversedBy}>
              {payout.reversedBy && <Other access={access} id={payout.reversedBy} />}
            </Fact>
          </dl>
        </Card>
      </div>
    </>
  )
}

/** The way back to the account. */
export function PayoutBack({ access }: { access: AccountAccess }) {
  return (
    <p className="text-sm">
      <PageLink href={payoutsAddress(access)} className="text-muted hover:text-ink hover:underline">
        {text.back(access.account.name)}
      </PageLink>
    </p>
  )
}

function Step({ step: { label, at, isDone, isFailure } }: { step: PayoutStep }) {
  const mark = isFailure ? 'bg-failed' : isDone ? 'bg-paid' : 'border border-muted'
  return (
    <li className="flex flex-wrap items-center gap-x-2">
      <span aria-hidden="true" className={`size-2 rounded-full ${mark}`} />
      <span className={isFailure ? 'text-failed' : isDone ? '' : 'text-muted'}>{label}</span>
      {at ? (
        <Time at={at} />
      ) : (
        isDone !== true && <span className="sr-only">{isDone === null ? text.isUnknown : text.isNext}</span>
      )}
    </li>
  )
}

const Other = ({ access, id }: { access: AccountAccess; id: string }) => (
  <PageLink href={payoutAddress(access, id)} className="font-mono text-xs underline underline-offset-2">
    <span translate="no">{id}</span>
  </PageLink>
)
