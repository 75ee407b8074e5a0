export const componentText = {
  loading: (component: string) => `Loading Stripe’s ${component} component`,
  settingsStillWork: 'The settings on this page still work.',
  pagesStillWork: 'Everything on the other pages still works.',
  tryAgain: 'Try again',
  script: {
    title: 'Couldn’t load Stripe’s component',
    because: 'Its script was blocked or didn’t arrive. A content blocker or a network filter may be the cause.',
  },
  timeout: {
    title: 'Stripe’s component didn’t start',
    because: 'It didn’t respond for 20 seconds.',
  },
  failed: {
    title: 'Stripe’s component couldn’t show this account',
    because: 'Stripe reported a problem. Nothing was changed.',
  },
  noSession: 'Couldn’t create an account session',
  no_answer: 'Spillway didn’t answer. Check your connection.',
  not_done: 'Reload the page to create it.',
  limited: 'Payouts and bank accounts are offered here once you have confirmed that it’s you.',
  confirm: 'Confirm',
  sessionEnded: 'Your session has ended.',
}
