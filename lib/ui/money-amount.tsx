import { formatMoney, type Money } from '@/lib/domain/money/money'
import { AmountText } from './amount-text'

/** An amount with its ISO code. */
export const MoneyAmount = ({ money }: { money: Money }) => (
  <AmountText text={formatMoney(money)} isNegative={money.amount < 0} />
)
