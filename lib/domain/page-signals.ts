// Said on `window`, so that parts of one page that do not know each other read again at the right moment.

/** An entry was recorded: timelines read again. */
export const RECORDED = 'spillway:recorded'

/** Stripe has confirmed a save: what shows the same settings elsewhere reads again. */
export const BALANCE_SETTINGS_SAVED = 'spillway:balance-settings-saved'
