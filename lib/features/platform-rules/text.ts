// The texts of the platform's settings, in one place. What the fields, features and profiles are called is in lib/domain.

export const rulesText = {
  title: 'Settings',
  help: 'What the platform lets people do. A change applies from the next page that anyone opens, and is in the audit log.',
}

export const editorText = {
  form: 'Platform settings',
  save: 'Save platform settings',
  saving: 'Saving…',
  discard: 'Discard',
  saved: 'Platform settings updated',
  invalid: { title: 'Platform settings not updated', help: 'Nothing was saved. Correct the field and save again.' },
  unconfirmed: {
    title: 'Couldn’t confirm the change',
    help: 'Spillway didn’t answer, so the settings may or may not be saved. Your changes are still here; save again.',
  },
}

export const ownerFieldsText = {
  title: 'Settings that owners may edit',
  help: 'Owners of a connected account see every setting, and may edit those you select.',
  neverForOwners: 'Not available to owners, because it changes the platform’s risk.',
}

export const savingText = {
  title: 'Saving',
  reasonRequired: 'Require a reason for every change of balance settings',
  cost: 'Cost of a payout',
  costHelp:
    'What one payout costs the platform. The preview shows the yearly cost of a schedule; leave this empty to hide it.',
  currency: 'Currency',
  unknownCurrency: 'Stripe doesn’t support this currency.',
  costTooHigh: 'This is more than a payout can cost.',
  notAccounts: 'Enter a whole number of accounts, such as 50.',
  toleranceTooHigh: 'This is more than a minimum balance can be.',
}

export const approvalsText = {
  title: 'Approved by a second person',
  help: 'A change that you select becomes a request. Nothing is sent to Stripe until another admin or an approver approves it. This holds for staff; owners change only what you let them change.',
  tolerance: 'A minimum balance may be lowered alone by up to',
  toleranceHelp: 'In this currency only. Leave it empty if every lower minimum balance needs a second person.',
  currency: 'Currency of that amount',
  mostAccounts: 'Accounts that a rollout may change without a second person',
  mostAccountsHelp:
    'All rollouts that one person starts within 24 hours count together, rollbacks too, whatever they change. Leave it empty for no limit.',
}

const PLATFORM_LIABLE = [
  'Instant payouts: your rules in the Stripe Dashboard apply in Stripe’s component if you choose “As my Stripe Dashboard rules”. On may bypass them, and people then send instant payouts in Spillway, not in the component.',
  'Instant payouts: to charge for them, first set up instant payouts monetization in the Stripe Dashboard. Your platform and the account must each be in a supported country and eligible. The EU counts as a whole, and the two may be in different regions.',
]

export const placementsText = {
  title: (profile: string) => `Stripe’s components, ${profile} accounts`,
  help: 'Balances are on every account’s page. The components that you select here have a page of their own, for the people of each role. The instant payout offer appears only where Stripe’s component sends instant payouts.',
  component: 'Component',
  roles: {
    admin: 'Admin',
    operator: 'Operator',
    approver: 'Approver',
    viewer: 'Viewer',
    owner: 'Owner',
    member: 'Member',
  },
  choice: (component: string, role: string, profile: string) => `${component} for ${role}, ${profile}`,
}

export const featuresText = {
  help: 'What people may do, in Spillway or in Stripe’s balances component.',
  role: 'Role',
  roles: { admin: 'Admin', operator: 'Operator', owner: 'Owner' },
  feature: (feature: string, role: string, profile: string) => `${feature} for ${role}, ${profile}`,
  instantPayouts: { dashboard_rules: 'As my Stripe Dashboard rules', true: 'On', false: 'Off' },
  instantConditions: {
    platform_collects: PLATFORM_LIABLE,
    platform_liable: PLATFORM_LIABLE,
    stripe_liable: [
      'Instant payouts: Stripe decides which accounts can have them, because it is liable for their negative balances. On lets people use what Stripe offers.',
    ],
  },
  coolsOff:
    'While manual payouts to new bank accounts wait (PAYOUT_COOLING_OFF_HOURS), Stripe’s components offer no payouts, whatever is chosen here: people send them on Spillway’s own form.',
  locked:
    'A payout is sent in one place: in Spillway, or in Stripe’s component where Spillway can’t send it. Stripe enforces these features in every account session. Payouts, the schedule and bank accounts are in it only for people who have confirmed in the last 10 minutes who they are. Viewers and members never have any of them. Stripe decides the disabled ones; the reason is below each table.',
}

export const profileText = {
  title: 'Name and look',
  help: 'What owners see on their pages and in mails. An empty field takes what is configured on the server.',
  name: 'Name',
  nameHelp: 'On every page, and as the sender of mails.',
  contact: 'Contact',
  contactHelp: 'An email or an https address at which owners reach you.',
  contactExample: 'payouts@example.com',
  accent: 'Accent color',
  accentHelp: 'Made darker or lighter where text in it couldn’t be read.',
  accentExample: '#0d5c5c',
  sample: { light: 'The color in the light theme', dark: 'The color in the dark theme' },
  shade: (theme: 'light' | 'dark', color: string, ratio: number, isSame: boolean) =>
    `${theme === 'light' ? 'Light' : 'Dark'} theme: ${isSame ? 'as entered' : color}, contrast ${ratio.toFixed(1)}`,
  logo: 'Logo',
  logoHelp: 'A PNG, WebP or SVG picture of at most 12 kB.',
  currentLogo: 'Current logo',
  removeLogo: 'Remove this logo',
  save: 'Save name and look',
  saved: 'Name and look updated',
  errors: {
    name: 'Use at most 60 characters.',
    contact: 'Enter an email, or an address that begins with https://.',
    accent: 'Enter a color such as #0d5c5c.',
    logo: 'Choose a PNG, WebP or SVG picture of at most 12 kB.',
  },
}
