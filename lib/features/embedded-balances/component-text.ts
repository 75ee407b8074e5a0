const STILL_WORKS = 'The settings on this page still work.'

export const componentText = {
  loading: 'Loading Stripe’s balances component',
  tryAgain: 'Try again',
  script: {
    title: 'Couldn’t load Stripe’s component',
    because: `Its script was blocked or didn’t arrive. A content blocker or a network filter may be the cause. ${STILL_WORKS}`,
  },
  timeout: {
    title: 'Stripe’s component didn’t start',
    because: `It didn’t respond for 20 seconds. ${STILL_WORKS}`,
  },
  failed: {
    title: 'Stripe’s component couldn’t show this account',
    because: `Stripe reported a problem. Nothing was changed. ${STILL_WORKS}`,
  },
  noSession: 'Couldn’t create an account session',
  no_answer: 'Spillway didn’t answer. Check your connection.',
  not_done: 'Reload the page to create it.',
  sessionEnded: 'Your session has ended.',
}
