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
