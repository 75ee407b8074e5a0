import type { AccountPermission, PlatformPermission } from './permissions'

/**
 * What a door asks before it opens; all demands of a door count. `not_staff`: only people of connected accounts.
 * `recent_proof`: that the person proved who they are within the last 10 minutes, always or for some of what it does.
 * `signature`: Stripe's, over the body. `private_link`: a calendar’s, or one of an
 * invitation, a reset or a notice.
 */
type Demand =
  | AccountPermission
  | PlatformPermission
  | 'signed_in'
  | 'recent_proof'
  | 'not_staff'
  | 'signature'
  | 'private_link'
  | 'public'

/**
 * Every way in: the pages and routes with their methods, and the server actions. The tests compare it with the sources
 * and with the build, so nothing can be added without a rule, and they try every door as everybody.
 */
export const DOORS: Record<string, readonly Demand[]> = {
  'GET /': ['signed_in'],
  'GET /sign-in': ['public'],
  'POST /sign-out': ['public'],
  'GET /accounts': ['accounts:list'],
  'GET /accounts/export.csv': ['accounts:list', 'recent_proof'],
  'GET /accounts/[accountId]': ['account:read', 'accounts:list'],
  'GET /accounts/[accountId]/as-of': ['account:read', 'accounts:list'],
  'GET /accounts/[accountId]/payouts/[payoutId]': ['account:read', 'accounts:list'],
  'GET /accounts/[accountId]/payouts/[payoutId]/contents.csv': ['account:read', 'accounts:list', 'recent_proof'],
  'GET /payouts': ['accounts:list'],
  'GET /audit': ['audit:read'],
  'GET /audit/[entryId]': ['audit:read'],
  'GET /audit/[entryId]/proof': ['audit:read'],
  'GET /audit/export.csv': ['audit:read', 'recent_proof'],
  'GET /audit/export.jsonl': ['audit:read', 'recent_proof'],
  'GET /requests': ['requests:read'],
  'GET /requests/[requestId]': ['requests:read', 'account:read'],
  'GET /fleet': ['fleet:read'],
  'GET /fleet/change': ['fleet:manage'],
  'GET /fleet/drift': ['fleet:read'],
  'GET /fleet/policies/new': ['fleet:manage'],
  'GET /fleet/policies/[policyId]': ['fleet:manage'],
  'GET /fleet/rollouts/[rolloutId]': ['fleet:read'],
  'GET /fleet/rollouts/[rolloutId]/accounts.csv': ['fleet:read', 'recent_proof'],
  'GET /settings': ['platform_rules:update'],
  'GET /status': ['status:read'],
  'GET /people': ['people:manage'],
  'GET /people/[personId]': ['people:manage'],
  'GET /forgot-password': ['public'],
  'GET /set-password/[token]': ['private_link'],
  'GET /notices': ['signed_in'],
  'GET /security': ['signed_in'],
  'GET /confirm': ['signed_in'],
  'GET /not-me/[token]': ['private_link'],
  'GET /balance': ['not_staff', 'account:read'],
  'GET /balance/activity': ['not_staff', 'account:read'],
  'GET /balance/as-of': ['not_staff', 'account:read'],
  'GET /balance/payouts.ics': ['account:read'],
  'GET /balance/payouts/[payoutId]': ['not_staff', 'account:read'],
  'GET /balance/payouts/[payoutId]/contents.csv': ['not_staff', 'account:read', 'recent_proof'],
  'GET /access': ['not_staff', 'account_people:manage'],
  'GET /api/accounts/[accountId]/changes': ['account:read'],
  'GET /api/sync': ['accounts:list'],
  'GET /api/find': ['accounts:list'],
  'GET /api/calendar/[token]': ['private_link'],
  'GET /api/health': ['public'],
  'GET /api/ready': ['public'],
  'POST /api/webhooks/stripe': ['signature'],
  'action signInAction': ['public'],
  'action passCodeAction': ['public'],
  'action proveAgainAction': ['signed_in'],
  'action confirmAction': ['signed_in', 'recent_proof'],
  'action requestResetAction': ['public'],
  'action acceptInvitationAction': ['signed_in', 'private_link'],
  'action setPasswordAction': ['private_link'],
  'action disputeAction': ['private_link'],
  'action saveNoticesAction': ['signed_in'],
  'action beginFactorAction': ['signed_in', 'recent_proof'],
  'action confirmFactorAction': ['signed_in'],
  'action removeFactorAction': ['signed_in', 'recent_proof'],
  'action changePasswordAction': ['signed_in'],
  'action endSessionAction': ['signed_in'],
  'action setPayoutsManualAction': ['balance_settings:update'],
  'action changePersonAction': ['people:manage', 'recent_proof'],
  'action invitePersonAction': ['people:manage', 'recent_proof'],
  'action resendInvitationAction': ['people:manage', 'recent_proof'],
  'action revokeInvitationAction': ['people:manage', 'recent_proof'],
  'action inviteToAccountAction': ['account_people:manage', 'recent_proof'],
  'action resendToAccountAction': ['account_people:manage', 'recent_proof'],
  'action revokeFromAccountAction': ['account_people:manage', 'recent_proof'],
  'action removeFromAccountAction': ['account_people:manage', 'recent_proof'],
  'action saveViewAction': ['accounts:list'],
  'action removeViewAction': ['accounts:list'],
  'action startSyncAction': ['accounts:sync'],
  'action savePlatformRulesAction': ['platform_rules:update', 'recent_proof'],
  'action savePolicyAction': ['fleet:manage'],
  'action archivePolicyAction': ['fleet:manage'],
  'action planPolicyAction': ['fleet:manage'],
  'action planChangeAction': ['fleet:manage'],
  'action acceptDriftAction': ['fleet:manage'],
  'action endExceptionAction': ['fleet:manage'],
  'action reapplyAction': ['fleet:manage'],
  'action planRollbackAction': ['fleet:manage'],
  'action moveRolloutAction': ['fleet:manage', 'recent_proof'],
  'action createBalancesSessionAction': ['account_session:create'],
  'action readAccountTimelineAction': ['account:read'],
  'action readSettingsHistoryAction': ['account:read'],
  'action saveBalanceSettingsAction': ['balance_settings:update', 'recent_proof'],
  'action checkSaveAction': ['balance_settings:update'],
  'action decideRequestAction': ['balance_settings:approve', 'recent_proof'],
  'action withdrawRequestAction': ['balance_settings:request'],
  'action requestSettingAction': ['balance_settings:request'],
  'action orderPayoutAction': ['payouts:create', 'recent_proof'],
  'action checkOrderAction': ['payouts:create'],
  'action cancelPayoutAction': ['payouts:create', 'recent_proof'],
  'action createCalendarLinkAction': ['calendar_feed:manage'],
  'action revokeCalendarLinkAction': ['calendar_feed:manage'],
}
