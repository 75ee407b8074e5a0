import { formatMoney, type Money } from '@/lib/domain/money/money'
import { classNames } from './class-names'

/** An amount with its ISO code; a negative one carries sign, colour and the word for screen readers. */
export function MoneyAmount({ money }: { money: Money }) {
  const isNegative = money.amount < 0
  return (
    <span className={classNames('tabular whitespace-nowrap', isNegative && 'text-failed')}>
      {isNegative && <span className="sr-only">{'negative '}</span>}
      <span translate="no">{formatMoney(money)}</span>
    </span>
  )
}
