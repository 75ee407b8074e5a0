import { plural } from '@/lib/domain/text'

// The texts of the payout cards. What a browser needs is in the other *-text.ts, so that the page's script stays small;
// what causes, statuses and refusals read like is in lib/domain/payouts.

const RELOAD = 'Reload the page to try again.'
const NOT_KNOWN = 'Not known while a part of it can’t be read from Stripe.'

export const statusText = {
  title: 'Payout status',
  send: 'Send a payout',
  loading: 'Reading the payout status from Stripe',
  missing: NOT_KNOWN,
  stale: 'Based in part on the last known data, because not everything could be read from Stripe.',
}

export const manualPayoutsText = {
  title: 'Manual payouts',
  missing: NOT_KNOWN,
  disabled: 'No payouts can be sent while payouts are disabled.',
  methods: {
    standard: { title: 'Standard payout', arrival: 'Arrives in one to three business days.', send: 'Send payout' },
    instant: { title: 'Instant payout', arrival: 'Usually arrives within 30 minutes.', send: 'Send instant payout' },
  },
  upTo: (amount: string) => `Up to ${amount}.`,
  upToNet: (net: string, gross: string, fee: string) =>
    `Up to ${net} reaches the bank: ${gross} from the balance, less a fee of about ${fee}.`,
  remainder: (amount: string) => `Another ${amount} is from another payment source and needs its own payout.`,
}

export const pauseText = {
  title: 'Pausing payouts',
  effect:
    'A pause stops automatic and manual payouts. Payouts that were already made and are still pending are held. They resume when the pause is lifted; otherwise Stripe cancels them after up to 10 days and returns the funds to the balance.',
  where: 'Payouts are paused and resumed in the Stripe Dashboard. A sandbox shows a pause without enforcing it.',
  unknownLiable:
    'A platform can pause payouts where it is liable for negative balances. Stripe doesn’t say who is liable for this account.',
  stripeLiable: 'Stripe is liable for negative balances of this account, so the platform can’t pause its payouts.',
  pause: 'Pause payouts in the Stripe Dashboard',
  resume: 'Lift the pause in the Stripe Dashboard',
}

export const externalAccountsText = {
  title: 'Bank accounts and cards',
  loading: 'Reading bank accounts and cards from Stripe',
  fromApi: 'From the API',
  fromStripe: 'From Stripe',
  missing: 'Couldn’t read the bank accounts and cards',
  stale: 'Last known bank accounts and cards',
  reload: RELOAD,
  otherPlatform: 'Another platform controls this account, so Stripe doesn’t show its bank accounts and cards here.',
  none: 'No bank account or card',
  noneHelp: 'Add one in Stripe’s component or Dashboard. Payouts need it.',
  shared: 'Also on another account',
  sharedWith: 'The same bank account or card is on:',
  needsAttention: 'Needs attention',
  default: 'Default',
  instant: 'Instant',
  instantHelp: 'Accepts instant payouts',
  standardOnly: 'Standard only',
  standardOnlyHelp: 'Accepts standard payouts only',
  defaultNeedsAttention: 'Automatic payouts resume once its details are updated or another account replaces it.',
  otherNeedsAttention: 'It isn’t the default, so automatic payouts don’t use it.',
}

export const payoutsText = {
  title: 'Payouts',
  loading: 'Reading payouts from Stripe',
  fromApi: 'From the API',
  fromStripe: 'From Stripe',
  missing: 'Couldn’t read the payouts',
  noSuchPage: 'There is no such page of payouts.',
  reload: RELOAD,
  none: 'No payouts yet',
  noneHelp: 'Each payout appears here with its status and arrival day.',
  noMatch: 'No payouts match',
  noMatchHelp: 'This account has no payouts with these properties.',
  filters: 'Filters of payouts',
  all: 'All',
  day: 'Arrival day',
  apply: 'Apply',
  clear: 'Clear filters',
  pages: 'Pages of payouts',
  newest: 'Newest',
  earlier: 'Earlier payouts',
  removedAccount: 'A removed account',
  unknownAccount: 'Destination not given',
  unreadable: (count: number) =>
    `${plural(count, 'more payout')} can’t be read by this version of Spillway. The Stripe Dashboard shows ${count === 1 ? 'it' : 'them'}.`,
  types: {
    automatic: 'Automatic payout',
    manual: 'Manual payout',
    unknown: 'Payout',
    debit: 'Debit for a negative balance',
    reversal: 'Reversal of an earlier payout',
  },
}
