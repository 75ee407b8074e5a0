import type { Route } from 'next'
import { placedNames } from '@/lib/domain/access/component-features'
import type { PlacedComponent } from '@/lib/domain/access/component-placements'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { PageLink } from '@/lib/ui/page-link'

/** Where this person sees Stripe's components for this account. @param payoutId whose details are open */
export function placedAddress({ person, account: { id } }: AccountAccess, payoutId?: string): Route {
  const payout = payoutId && `payout=${encodeURIComponent(payoutId)}`
  return person.staffRole
    ? (`/accounts/${id}/components${payout ? `?${payout}` : ''}` as Route)
    : (`/balance/components?account=${id}${payout ? `&${payout}` : ''}` as Route)
}

type Props = {
  access: AccountAccess
  rules: Promise<PlatformRules>
  label: string
  /** The link is there where one of these is; without them, where anything is. */
  to?: readonly PlacedComponent[]
  payoutId?: string
}

/** A link to Stripe's components, where an admin has placed one for this person. */
export async function PlacedLink({ access, rules, label, to, payoutId }: Props) {
  const names = placedNames(access, await rules)
  const isThere = to ? to.some((each) => names.includes(each)) : names.length > 0
  return isThere ? (
    <PageLink
      href={placedAddress(access, payoutId)}
      className="text-sm font-medium text-accent underline underline-offset-2"
    >
      {label}
    </PageLink>
  ) : null
}
