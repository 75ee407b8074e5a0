// What saving reads like.
import { joinWords } from '@/lib/domain/text'

/** Labels within one sentence: only the first begins with a capital. */
const named = ([first = '', ...others]: string[]) =>
  joinWords([first, ...others.map((label) => label.charAt(0).toLowerCase() + label.slice(1))])

export const saveText = {
  saving: 'Saving…',
  saveOne: (label: string) => `Save ${label.toLowerCase()}`,
  saveSeveral: (count: number) => `Save ${count} changes`,
  unsaved: 'Unsaved changes',
  becomes: 'becomes',
  reason: 'Reason',
  optionalReason: 'Reason (optional)',
  discard: 'Discard',
  changedMeanwhile: (labels: string[]) => `${named(labels)} ${labels.length === 1 ? 'was' : 'were'} changed at Stripe`,
  changedMeanwhileHelp: 'What you entered is still here, and nothing was saved. Compare both before you save.',
  compare: 'Compare',
  updated: (labels: string[]) => `${named(labels)} updated`,
  saved: 'Saved at Stripe. The form shows Stripe’s current settings.',
  requested: 'Sent for approval',
  requestedHelp: 'Nothing was changed yet. The request is above the settings.',
  correct: 'Correct the marked fields to save.',
  notSaved: 'Not saved',
  checkField: 'Nothing was changed. Check the marked field.',
  typedIsKept: 'What you typed is still here.',
  unknown: 'Not yet known',
  checking:
    'Stripe didn’t answer, so the change may or may not have taken effect. Spillway is checking with Stripe. You can leave this page safely.',
  lost: 'The connection was lost before the answer came. Reload the page to see Stripe’s current settings.',
  sessionEnded: 'Your session has ended.',
  sessionEndedSince: 'Your session ended before the outcome was known.',
  signIn: 'Sign in again',
  keptInTab: 'What you typed is kept in this tab.',
  notKept: 'This tab can’t keep it, so copy what you typed first.',
  seeCurrent: 'to see Stripe’s current settings.',
}
