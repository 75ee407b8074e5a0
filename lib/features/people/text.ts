import type { PeopleProblem } from '@/lib/auth/people'
import type { AccountPermission, Grant, PlatformPermission } from '@/lib/domain/access/permissions'
import { isolate } from '@/lib/domain/text'

export const ROLE_WORDS = {
  admin: 'Admin',
  operator: 'Operator',
  approver: 'Approver',
  viewer: 'Viewer',
  auditor: 'Auditor',
  owner: 'Owner',
  member: 'Member',
} as const

/** What each role may do, as the permission table says. */
export const ROLE_HELP = {
  admin: 'Everything, including people and settings',
  operator: 'Reads every account and edits balance settings',
  approver: 'Reads every account and decides change requests',
  viewer: 'Reads every account and the audit log',
  auditor: 'Reads and exports the audit log, and nothing else',
  owner: 'Everything on one account that the platform leaves to owners',
  member: 'Reads one account',
} as const

/** What a permission lets somebody do. */
export const PERMISSION_WORDS: Record<AccountPermission | PlatformPermission, string> = {
  'account:read': 'See an account, its payouts and its history',
  'account_session:create': 'See balances in Stripe’s component',
  'balance_settings:update': 'Edit balance settings',
  'balance_settings:request': 'Request a change of settings',
  'balance_settings:approve': 'Decide change requests of other people',
  'payouts:create': 'Send and cancel payouts',
  'external_accounts:manage': 'Edit bank accounts and cards',
  'calendar_feed:manage': 'Create private calendar links',
  'account_people:manage': 'Invite and remove people of an account',
  'support_view:start': 'View an account as its owner',
  'accounts:list': 'List all accounts and payouts',
  'requests:read': 'See change requests',
  'audit:read': 'Read and export the audit log',
  'status:read': 'See the status of the background work',
  'accounts:sync': 'Sync accounts',
  'platform_rules:update': 'Change the platform’s settings',
  'people:manage': 'Manage people',
  'fleet:read': 'See policies and rollouts',
  'fleet:manage': 'Change policies and roll them out',
}

export const permissionText = {
  title: 'What each role may do',
  help: 'Staff may do it on every account, owners and members on their own. The platform’s settings narrow further what owners may edit.',
  table: 'Permissions of each role',
  permission: 'Permission',
  yes: 'Yes',
  no: 'No',
}

export const grantWords = (grant: Grant): string =>
  'staffRole' in grant ? ROLE_WORDS[grant.staffRole] : `${ROLE_WORDS[grant.role]} of ${isolate(grant.accountId)}`

export const peopleText = {
  title: 'People',
  help: 'Who may sign in, and what each may do. Every change is in the audit log and counts from the next request.',
  groups: { staff: 'Staff', accounts: 'Owners and members' },
  groupsLabel: 'Groups of people',
  search: 'Email or account',
  searchPlaceholder: 'Beginning of an email, or acct_…',
  find: 'Search',
  columns: { person: 'Person', email: 'Email', access: 'Access' },
  noAccess: 'No access',
  disabled: 'Disabled',
  shutOut: (grant: string) => `${grant} (disabled by an owner)`,
  none: 'Nobody found',
  noneHelp: 'Nobody matches this search. Invite someone below.',
  pages: 'Pages of people',
  first: 'First page',
  next: 'Next',
  more: (count: number) => `and ${count} more`,
}

export const inviteText = {
  title: 'Invite someone',
  help: 'You get a link to pass on. It works once, for seven days. A person who can sign in already gets the role at once.',
  mailHelp:
    'They get a link by mail. It works once, for seven days. A person who can sign in already gets the role at once.',
  email: 'Email',
  role: 'Role',
  account: 'Connected account',
  accountHelp: 'For owners and members',
  submit: 'Create invitation',
  again: 'A new link replaces the one before.',
  link: 'Link, shown only now',
  invited: (email: string) => `Invitation for ${isolate(email)} created`,
  sent: (email: string) => `Invitation sent to ${isolate(email)}`,
  revoked: 'Invitation revoked',
  renewed: 'New link created. The one before doesn’t work any more.',
  given: (email: string) => `${isolate(email)} has this access now`,
  open: 'Open invitations',
  columns: { email: 'Email', access: 'Access', expires: 'Expires', by: 'Invited by', action: 'Action' },
  resend: 'Send again',
  resendOf: (email: string) => `Send again: the invitation of ${isolate(email)}`,
  revoke: 'Revoke',
  revokeOf: (email: string) => `Revoke the invitation of ${isolate(email)}`,
}

export const personText = {
  back: 'All people',
  you: 'This is you. Another admin changes your role or removes you.',
  staff: 'Role as staff',
  role: 'Role',
  staffHelp: 'Staff reach every connected account.',
  noRole: 'Not staff',
  saveRole: 'Save role',
  accounts: 'Connected accounts',
  account: 'Account',
  noAccounts: 'No account of their own.',
  unknownAccount: 'Not synced any more',
  removeFrom: (account: string) => `Remove from ${isolate(account)}`,
  remove: 'Remove',
  sessions: 'Sessions',
  noSessions: 'Not signed in anywhere.',
  sessionColumns: { started: 'Signed in', address: 'Address', browser: 'Browser' },
  unknown: 'Unknown',
  signOut: 'Sign out everywhere',
  password: 'Password',
  passwordHelp:
    'A link by which they set a new password. It works once, for 24 hours; until then the old password works.',
  resetLink: 'Create password link',
  link: 'Link, shown only now',
  factor: 'Second factor',
  factorHelp:
    'They sign in with an authenticator app or a passkey. Remove both only when they have lost them and the recovery codes, and you know that it is them who ask.',
  removeFactor: 'Remove second factor',
  disabling: 'Disable',
  disabledSince: 'Disabled since',
  disablingHelp:
    'They are signed out at once and can’t sign in until you enable them again. Their roles, password and second factor stay. Their API keys and links end.',
  disabledTitle: 'Disabled',
  enablingHelp:
    'Once you enable them, they can sign in again, in the roles that they have. API keys and links that ended stay ended.',
  disable: 'Disable',
  enable: 'Enable again',
  confirmDisable: 'Disable now',
  removal: 'Remove access',
  removalHelp:
    'They are signed out at once and can’t sign in again. Private calendar links that they made stop working. The audit log keeps what they did.',
  removeAll: 'Remove all access',
  confirm: 'Remove now',
  cancel: 'Cancel',
}

export const doneText = {
  role: 'Role saved',
  removed_role: 'Access removed',
  disabled: 'Disabled',
  enabled: 'Enabled',
  signed_out: 'Signed out everywhere',
  reset_link: 'Link created. It replaces the one before.',
  reset_sent: 'Link sent by mail. It replaces the one before.',
  factor_removed: 'Second factor removed',
}

export const problemText: Record<PeopleProblem | 'unconfirmed' | 'incomplete' | 'no_email' | 'signed_out', string> = {
  unknown_person: 'This person was removed in the meantime. Nothing was changed.',
  unknown_account: 'No connected account has that id. Sync first if it is new. Nothing was changed.',
  has_password: 'This person has a password already. Nothing was changed.',
  no_password: 'A new person needs a password. Nothing was changed.',
  short_password: 'Use at least 12 characters. Nothing was changed.',
  common_password: 'Many people use this password, so it is guessed first. Choose another one. Nothing was changed.',
  personal_password: 'Choose a password without your name, your email or Spillway in it. Nothing was changed.',
  last_admin: 'This is the last admin. Make somebody else an admin first. Nothing was changed.',
  last_owner: 'This is the last owner of the account. Make somebody else an owner first. Nothing was changed.',
  has_access: 'This person is one of the account’s people already. Nothing was changed.',
  no_mail: 'Spillway sends no mail here, so only the platform can add people. Nothing was changed.',
  no_email: 'Give an email address. Nothing was changed.',
  signed_out: 'Your session has ended. Sign in again. Nothing was changed.',
  has_no_such_access: 'This person has lost that access already. Nothing was changed.',
  own_access: 'Somebody else has to change your own role. Nothing was changed.',
  is_disabled: 'This person is disabled. Enable them first. Nothing was changed.',
  no_factor: 'This person has no second factor. Nothing was changed.',
  link_ended: 'The link was used, revoked or replaced, or it has expired. Nothing was changed.',
  unconfirmed: 'No answer reached this page, so the change may have been made. Reload to see.',
  incomplete: 'Give an email address, and for an owner or a member the account’s id (acct_…). Nothing was changed.',
}

export const passwordText = {
  titles: { invitation: 'Welcome to Spillway', reset: 'Set a new password' },
  for: 'For',
  name: 'Your name',
  password: 'New password',
  passwordHelp: 'At least 12 characters. A sentence is easy to remember and hard to guess.',
  submit: 'Set password',
  submitting: 'Setting…',
  done: 'Your password is set',
  doneHelp: 'Sign in with it now. Sessions that were open before have ended.',
  signIn: 'Sign in',
  endedTitle: 'This link doesn’t work any more',
  ended:
    'It was used, revoked or replaced, or it has expired. Nothing was changed. Ask the person who invited you for a new one, or ask for a new password on the sign-in page.',
  otherTitle: 'Somebody is signed in',
  signedIn:
    'Somebody has signed in in this browser meanwhile. Sign out first, then open the link again. Nothing was changed.',
  acceptTitle: 'You’re invited',
  accept: (account: string) => `Accept access to ${isolate(account)}`,
  acceptStaff: 'Accept the role as staff',
  accepted: 'You have access now',
  toAccount: 'Open Spillway',
  signInFirst: (email: string) =>
    `${isolate(email)} can sign in here already. Sign in, then open the link again to accept. It still works.`,
  other: (name: string) =>
    `You are signed in as ${isolate(name)}. Sign out first, then open the link again. Nothing was changed, and the link still works.`,
}

export const signUpText = {
  help: 'A passkey signs you in with your fingerprint, your face or the PIN of your device, and needs no password.',
  submit: 'Use a passkey instead',
  done: 'Your passkey is made',
  doneHelp: 'Sign in with it now, once you have kept the codes below.',
  codes: 'Recovery codes',
  codesHelp:
    'Keep these where you find them without this device. If you lose it, you sign in with a new password and one of these codes. Each works once, and they are shown only now.',
  signIn: 'Sign in',
  signedIn: passwordText.signedIn,
  notAccepted: 'The passkey wasn’t accepted. Nothing was changed. Try again.',
  failures: {
    unsupported: 'This browser doesn’t support passkeys here. Set a password. Nothing was changed.',
    canceled: 'No passkey was made: the request was canceled or took too long. Nothing was changed.',
    known: 'This device has a passkey for you already. Nothing was changed.',
  },
}

export const forgotText = {
  title: 'Forgot your password?',
  help: 'Enter your email. You get a link by which you set a new password. It works once, for one hour. If your sign-in needs a code, it still does.',
  off: 'Spillway sends no mail here',
  offHelp: 'Ask an admin of the platform for a link to set a new password.',
  email: 'Email',
  submit: 'Send link',
  submitting: 'Sending…',
  asked: 'If somebody signs in with this email, we send a link now',
  askedHelp: 'It can take a minute. Look in your spam folder too. Your present password works until the link is used.',
  incomplete: 'Enter your email address, such as name@example.com.',
  unconfirmed: 'Spillway didn’t answer. Check your connection and try again.',
  wait: (seconds: number) =>
    `Too many links were asked for. Nothing was sent. Try again in ${seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}.`,
  back: 'Back to sign-in',
}

export const accessText = {
  title: 'Access',
  back: 'Back to the account',
  help: 'Who can reach this account. Every change is recorded, and counts from the next request.',
  people: 'People of this account',
  columns: { name: 'Name', email: 'Email', role: 'Role', since: 'Since', action: 'Action', may: 'May' },
  you: '(you)',
  disabled: '(disabled by the platform)',
  disabledHere: '(disabled)',
  disable: 'Disable',
  disableOf: (name: string) => `Disable ${isolate(name)}`,
  disableWarning:
    'They reach this account no more until you enable them again. Their role stays. Private calendar links that they made stop working.',
  confirmDisable: 'Disable now',
  disabledDone: 'Disabled',
  enable: 'Enable',
  enableOf: (name: string) => `Enable ${isolate(name)}`,
  enabledDone: 'Enabled',
  more: 'Only the first 200 people are listed.',
  remove: 'Remove',
  leave: 'Leave',
  removeOf: (name: string) => `Remove ${isolate(name)}`,
  leaveWarning: 'You can’t undo this yourself: only another owner or the platform can add you again.',
  removeWarning: 'They are signed out at once. Private calendar links that they made stop working.',
  confirm: 'Remove now',
  confirmLeave: 'Leave this account',
  cancel: 'Cancel',
  removed: 'Access removed',
  make: (role: 'owner' | 'member') => (role === 'owner' ? 'Make owner' : 'Make member'),
  makeOf: (name: string, role: 'owner' | 'member') =>
    `${role === 'owner' ? 'Make owner' : 'Make member'}: ${isolate(name)}`,
  roleSaved: 'Role saved',
  invite: 'Invite somebody',
  inviteHelp: 'They get a link by mail. It works once, for seven days.',
  off: 'Spillway sends no mail here. Ask the platform to add people to your account.',
  email: 'Email',
  role: 'Role',
  roles: { owner: 'Owner: everything that the platform leaves to owners', member: 'Member: reads the account' },
  submit: 'Send invitation',
  staff: (platform: string) => `Staff of ${platform}`,
  staffHelp: 'The platform’s staff reach every account, in these roles. What they change is in the account’s activity.',
  calendar: 'Private calendar link',
  calendarOn:
    'A private calendar link is active. Anyone who has it can see upcoming payouts. Revoke it on the account page.',
  calendarOff: 'None.',
  manage: 'Manage access',
  nobody: 'No owners or members.',
  alsoStaff: (roles: string[]) => `Also the platform’s staff: ${roles.join(', ')}.`,
}

export const viewText = {
  start: 'View as owner',
  startHelp:
    'For 15 minutes you see the account’s pages as its people do, and can change nothing. It is recorded, and its owners see that it happened.',
  banner: (account: string) => `You see ${isolate(account)} as its owner does`,
  readOnly: 'You can change nothing here. The view and its end are recorded.',
  until: 'It ends at',
  leave: 'Leave this view',
  title: 'Views by the platform’s staff',
  help: 'The platform’s staff can look at your account’s pages as you see them, for 15 minutes, and change nothing.',
  none: 'Nobody has looked at this account as its owner.',
  columns: { role: 'Role', started: 'Began', ended: 'Ended' },
  open: 'Still open',
}
