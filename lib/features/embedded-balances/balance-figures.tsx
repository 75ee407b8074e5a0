import type { Balance } from '@/lib/domain/money/balance'
import { balanceParts, type CurrencyBalance, PART_WORDS } from '@/lib/domain/money/balance-parts'
import type { Payout } from '@/lib/domain/payouts/payout'
import { knownValue, type Reading } from '@/lib/domain/reading'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { Badge } from '@/lib/ui/badge'
import { MoneyAmount } from '@/lib/ui/money-amount'
import { Notice } from '@/lib/ui/notice'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { figuresText as text } from './text'

type Props = {
  balance: Promise<Reading<Balance>>
  /** What they add is left out while they are missing. */
  settings: Promise<Reading<BalanceSettings>>
  payouts: Promise<Reading<{ payouts: readonly Payout[]; isWhole: boolean }>>
  defaultCurrency: string | null
}

/** The balance as the API has it, also where the component can't load or may not be shown. */
export async function BalanceFigures({ balance, settings, payouts, defaultCurrency }: Props) {
  const [reading, currentSettings, list] = await Promise.all([
    balance,
    settings.then(knownValue),
    payouts.then(knownValue),
  ])
  if (reading.kind === 'missing') {
    return (
      <Notice tone="problem" title={text.missing}>
        {`${reading.because} ${text.reload}`}
      </Notice>
    )
  }
  const parts = balanceParts(reading.value, {
    minimums: currentSettings?.minimumBalances,
    schedule: currentSettings?.schedule ?? null,
    payouts: list?.payouts ?? [],
    defaultCurrency,
  })
  const hasReserved = parts.some(({ reserved }) => reserved > 0)
  return (
    <div className="flex flex-col gap-3">
      {reading.kind === 'stale' && (
        <Notice tone="warning" title={text.stale}>
          <span>{`${reading.because} ${text.readAt}`}</span> <Time at={reading.readAt} ageOnly />
        </Notice>
      )}
      {/* As wide as its card, and scrolled on its own where that is too narrow. */}
      <div className="relative -mx-4 overflow-x-auto">
        <Table
          columns={columnsOf(list ? (list.isWhole ? 'all' : 'some') : 'none')}
          rows={parts}
          rowKey={({ currency }) => currency}
          className="max-sm:text-xs"
          rowClassName="align-top"
        />
      </div>
      <dl className="flex flex-col gap-0.5 text-xs text-muted [&_dt]:inline [&_dt]:font-medium [&_dd]:inline">
        {(['available', 'reserved', 'pending', 'in_transit'] as const)
          .filter((part) => part !== 'reserved' || hasReserved)
          .map((part) => (
            <div key={part}>
              <dt>{`${PART_WORDS[part].label}:`}</dt> <dd>{PART_WORDS[part].meaning}</dd>
            </div>
          ))}
      </dl>
    </div>
  )
}

/** @param payouts which of the outstanding payouts are known */
const columnsOf = (payouts: 'all' | 'some' | 'none'): Column<CurrencyBalance>[] => [
  { header: text.currency, cell: (parts) => <Currency {...parts} />, isRowHeader: true },
  { header: PART_WORDS.available.label, cell: (parts) => <Available {...parts} />, isNumeric: true },
  {
    header: PART_WORDS.pending.label,
    cell: ({ pending, currency }) => <MoneyAmount money={{ amount: pending, currency }} />,
    isNumeric: true,
  },
  {
    header: PART_WORDS.in_transit.label,
    cell: ({ inTransit, currency }) =>
      payouts === 'none' ? (
        text.notKnown
      ) : (
        <>
          {payouts === 'some' && <span>{text.atLeast}</span>} <MoneyAmount money={{ amount: inTransit, currency }} />
        </>
      ),
    isNumeric: true,
  },
]

function Currency({ currency, available }: CurrencyBalance) {
  return (
    <>
      <span className="font-medium uppercase">{currency}</span>
      {available < 0 && (
        <>
          {' '}
          <Badge tone="failed">{text.negative}</Badge>
        </>
      )}
    </>
  )
}

function Available({ available, reserved, currency }: CurrencyBalance) {
  return (
    <>
      <MoneyAmount money={{ amount: available, currency }} />
      {reserved > 0 && (
        <p className="text-xs whitespace-nowrap text-muted">
          <MoneyAmount money={{ amount: reserved, currency }} /> <span>{text.reserved}</span>
        </p>
      )}
    </>
  )
}
