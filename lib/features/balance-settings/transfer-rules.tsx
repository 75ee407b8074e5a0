import { formatMoney } from '@/lib/domain/money/money'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { transferRulesText as text } from './section-text'

export function TransferRules({ rules }: { rules: NonNullable<BalanceSettings['transferRules']> }) {
  return (
    <section aria-label={text.title} className="rounded-md border border-line bg-surface p-4 text-sm">
      <h2 className="font-semibold">{text.title}</h2>
      <ul className="mt-1">
        {Object.entries(rules).map(([currency, list]) => (
          <li key={currency}>
            <span className="uppercase">{currency}</span>:{' '}
            {list
              .map(({ upTo, payoutMethod }) => {
                const amount = upTo === null ? text.everything : text.upTo(formatMoney({ amount: upTo, currency }))
                return payoutMethod === null ? amount : `${amount} ${text.to(payoutMethod)}`
              })
              .join('; ')}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-xs text-muted">{text.readOnly}</p>
    </section>
  )
}
