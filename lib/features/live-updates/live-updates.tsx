import type { AccountAccess, AccountPermission } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { ChangeListener } from './change-listener'

type Props = { access: AccountAccess<AccountPermission, AccountOverview> }

/** Keeps an open page up to date with the events processed after its account was read, which a page does first. */
export const LiveUpdates = ({ access: { account } }: Props) => (
  <ChangeListener accountId={account.id} since={account.latestEventAt?.getTime() ?? 0} />
)
