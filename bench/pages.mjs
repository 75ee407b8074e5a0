// The pages that are measured, and as whom. The account is one of the demo's: GA settings, a component, every field.
export const ACCOUNT = 'acct_1SpwDemoBakery'

/** Where its settings are edited. */
export const SETTINGS = `/accounts/${ACCOUNT}/settings`

export const PAGES = [
  { name: '/sign-in', path: '/sign-in', as: 'nobody' },
  { name: '/', path: '/', as: 'admin' },
  { name: '/accounts', path: '/accounts', as: 'admin' },
  { name: '/accounts/[id]', path: `/accounts/${ACCOUNT}`, as: 'admin' },
  { name: '/accounts/[id]/payouts', path: `/accounts/${ACCOUNT}/payouts`, as: 'admin' },
  { name: '/accounts/[id]/settings', path: SETTINGS, as: 'admin' },
  { name: '/accounts/[id]/history', path: `/accounts/${ACCOUNT}/history`, as: 'admin' },
  { name: '/balance', path: `/balance?account=${ACCOUNT}`, as: 'owner' },
  { name: '/balance/payouts', path: `/balance/payouts?account=${ACCOUNT}`, as: 'owner' },
  { name: '/balance/settings', path: `/balance/settings?account=${ACCOUNT}`, as: 'owner' },
  { name: '/balance/history', path: `/balance/history?account=${ACCOUNT}`, as: 'owner' },
  { name: '/audit', path: '/audit', as: 'admin' },
  { name: '/settings', path: '/settings', as: 'admin' },
]
