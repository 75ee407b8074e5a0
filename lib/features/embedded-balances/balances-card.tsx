import { type ComponentProps, Suspense } from 'react'
import { sessionLimits } from '@/lib/auth/session-limits'
import { embeddedBalances, gainsByProof, shownInComponent } from '@/lib/domain/access/component-features'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { environment } from '@/lib/env'
import { Card, FoldedCard } from '@/lib/ui/card'
import { Skeleton } from '@/lib/ui/skeleton'
import { BalanceFigures } from './balance-figures'
import { EmbeddedBalances } from './embedded-balances'
import { cardsText as text } from './text'

type Props = { access: AccountAccess; rules: Promise<PlatformRules> }

/** Stripe's component where this person may have it, and the reason where not. */
export const BalancesComponentCard = ({ access, rules }: Props) => (
  <Card title={text.component} aside={<span className="text-xs text-muted">{text.stripeComponent}</span>}>
    <div className="p-4">
      <Suspense fallback={<div className="min-h-80" />}>
        <Component access={access} rules={rules} />
      </Suspense>
    </div>
  </Card>
)

/** The plain figures from the API: folded where the component has the balance too, and opened should it not load. */
export async function BalanceFiguresCard({ access, rules, ...figures }: ComponentProps<typeof BalanceFigures> & Props) {
  const [current, reading] = await Promise.all([rules, figures.balance])
  const { balance } = shownInComponent(access, current)
  return (
    <FoldedCard
      title={text.figures}
      aside={<span className="text-xs text-muted">{access.person.staffRole ? text.fromApi : text.fromStripe}</span>}
      isOpen={!balance || reading.kind !== 'current'}
      isFallback={balance}
    >
      <div className="p-4">
        <BalanceFigures {...figures} />
      </div>
    </FoldedCard>
  )
}

/** As tall as the folded card. */
export const BalanceFiguresCardSkeleton = () => <Skeleton className="h-11" />

async function Component({ access, rules }: Props) {
  const [current, limits] = [await rules, await sessionLimits()]
  const embedded = embeddedBalances(access, current, limits)
  return embedded.kind === 'component' ? (
    <EmbeddedBalances
      key={access.account.id}
      accountId={access.account.id}
      publishableKey={environment().STRIPE_PUBLISHABLE_KEY}
      needsProof={gainsByProof(access, current, limits)}
    />
  ) : (
    <p className="text-sm text-muted">{embedded.reason}</p>
  )
}
