import { type ComponentProps, Suspense } from 'react'
import { embeddedBalances } from '@/lib/domain/access/component-features'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { environment } from '@/lib/env'
import { Card } from '@/lib/ui/card'
import { BalanceFigures, BalanceFiguresSkeleton } from './balance-figures'
import { EmbeddedBalances } from './embedded-balances'

type Props = { access: AccountAccess; rules: Promise<PlatformRules> } & ComponentProps<typeof BalanceFigures>

/** Stripe's component where this person may have it, and the plain figures from the API below it. */
export async function BalancesCards({ access, rules, ...figures }: Props) {
  const embedded = embeddedBalances(access, await rules)
  return (
    <div className="flex flex-col gap-4">
      <Card title="Balances" aside={<span className="text-xs text-muted">Stripe component</span>}>
        <div className="p-4">
          {embedded.kind === 'component' ? (
            <EmbeddedBalances
              key={access.account.id}
              accountId={access.account.id}
              publishableKey={environment().STRIPE_PUBLISHABLE_KEY}
            />
          ) : (
            <p className="text-sm text-muted">{embedded.reason}</p>
          )}
        </div>
      </Card>
      <Card title="Balance figures" aside={<span className="text-xs text-muted">From the API</span>}>
        <div className="p-4">
          <Suspense fallback={<BalanceFiguresSkeleton />}>
            <BalanceFigures {...figures} />
          </Suspense>
        </div>
      </Card>
    </div>
  )
}
