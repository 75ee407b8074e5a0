import type { Route } from '../route.ts'
import { accountSessionRoutes } from './account-sessions.ts'
import { accountRoutes } from './accounts.ts'
import { balanceRoutes } from './balance.ts'
import { balanceSettingsRoutes } from './balance-settings.ts'
import { balanceTransactionRoutes } from './balance-transactions.ts'
import { eventRoutes } from './events.ts'
import { externalAccountRoutes } from './external-accounts.ts'
import { payoutRoutes } from './payouts.ts'
import { transferRoutes } from './transfers.ts'

export const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...accountSessionRoutes,
  ...balanceRoutes,
  ...balanceSettingsRoutes,
  ...balanceTransactionRoutes,
  ...eventRoutes,
  ...externalAccountRoutes,
  ...payoutRoutes,
  ...transferRoutes,
]
