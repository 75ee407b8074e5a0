// The texts of the balance cards. What a browser needs is in component-text.ts, so that the page's script stays small;
// what the parts of a balance are called is in lib/domain/money.

export const cardsText = {
  component: 'Balances',
  stripeComponent: 'Stripe component',
  fromStripe: 'From Stripe',
  figures: 'Balance figures',
  fromApi: 'From the API',
}

export const figuresText = {
  loading: 'Reading the balance from Stripe',
  missing: 'Couldn’t read the balance',
  reload: 'Reload the page to try again.',
  stale: 'Last known balance',
  readAt: 'It was read',
  currency: 'Currency',
  negative: 'Negative',
  reserved: 'reserved',
  notKnown: 'not known',
  atLeast: 'at least',
}

export const placedText = {
  title: 'Stripe’s components',
  provideHere: 'Provide it to Stripe here',
  help: 'These parts come from Stripe. What you may do in them is decided by the platform and by Stripe.',
  none: 'None of Stripe’s components is here',
  noneHelp: 'An admin of the platform chooses in Settings who has which of them.',
  noneInSession: 'You have none of Stripe’s components for this account.',
  payoutInComponent: 'In Stripe’s component',
}
