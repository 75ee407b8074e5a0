import type { Route } from 'next'
import { sessionLimits } from '@/lib/auth/session-limits'
import { gainsByProof, placedNames } from '@/lib/domain/access/component-features'
import { COMPONENT_WORDS } from '@/lib/domain/access/component-placements'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { environment } from '@/lib/env'
import { EmptyState } from '@/lib/ui/empty-state'
import { PlacedComponents } from './placed-components'
import { placedText as text } from './text'

type Props<P extends string> = {
  access: AccountAccess
  rules: Promise<PlatformRules>
  /** The page's own address. */
  path: Route<P>
  /** `payout` of the address: the payout whose details are open. */
  payout: unknown
}

/** The components that an admin has placed for this person and this account. */
export async function PlacedCards<P extends string>({ access, rules, path, payout }: Props<P>) {
  const current = await rules
  const names = placedNames(access, current)
  if (names.length === 0) return <EmptyState title={text.none} hint={text.noneHelp} />
  return (
    <>
      <p className="text-sm text-muted">{text.help}</p>
      <PlacedComponents
        key={access.account.id}
        accountId={access.account.id}
        publishableKey={environment().STRIPE_PUBLISHABLE_KEY}
        needsProof={gainsByProof(access, current, await sessionLimits())}
        components={names.map((name) => ({ name, title: COMPONENT_WORDS[name] }))}
        payoutId={typeof payout === 'string' && /^po_\w{1,64}$/.test(payout) ? payout : null}
        path={path}
      />
    </>
  )
}
