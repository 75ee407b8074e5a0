import { Suspense } from 'react'
import type { AccountAccess, AccountPermission } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import {
  BalanceFiguresCard,
  BalanceFiguresCardSkeleton,
  BalancesComponentCard,
} from '@/lib/features/embedded-balances/balances-card'
import type { AccountPage } from './read-account-page'

type Props = { access: AccountAccess<AccountPermission, AccountOverview>; page: AccountPage }

/** An account's balance, for staff and owners: Stripe's component, and the figures of the API below it. */
export const BalanceCards = ({ access, page }: Props) => (
  <>
    <BalancesComponentCard access={access} rules={page.rules} />
    <Suspense fallback={<BalanceFiguresCardSkeleton />}>
      <BalanceFiguresCard
        access={access}
        rules={page.rules}
        balance={page.balance}
        settings={page.settings}
        payouts={page.payouts}
        defaultCurrency={access.account.defaultCurrency}
      />
    </Suspense>
  </>
)
