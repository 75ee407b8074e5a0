import type { RequestStatus } from '@/lib/domain/access/change-request'
import type { AuditOutcome } from '@/lib/domain/audit/audit-entry'
import type { SaveOutcome } from '../save-outcome'
import type { DecisionAnswer } from './decide-request'

export const requestsText = {
  title: 'Requests',
  help: 'Changes that wait for a second person, and what owners ask for. Open requests expire after 7 days.',
  groups: { open: 'Open', all: 'All' },
  groupsLabel: 'Which requests',
  columns: { account: 'Account', asked: 'Asked for', by: 'By', at: 'Asked', status: 'Status' },
  none: 'Nothing waits for approval',
  noneHelp: 'Choose in Settings which changes need a second person.',
  noneEver: 'No requests yet',
  pages: 'Pages of requests',
  first: 'First page',
  next: 'Next',
}

export const STATUS_WORDS: Record<RequestStatus, string> = {
  open: 'Open',
  approved: 'Approved',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
  ended: 'Ended',
}

export const requestText = {
  back: 'All requests',
  title: { approval: 'Change that needs a second person', wish: 'An owner asks for a change' },
  asked: 'Asked for',
  rules: 'Needs a second person because of',
  reason: 'Reason',
  by: 'Asked by',
  account: 'Account',
  at: 'Asked',
  expires: 'Expires',
  expired: 'Expired',
  ended: 'Ended',
  status: 'Status',
  decidedBy: 'Decided by',
  decidedBecause: 'Their reason',
  result: 'Result',
  entryLink: 'Its entry in the record',
  entries: 'Record',
  entriesLink: 'Entries of this account',
  changedSince:
    'The settings have been changed since this was requested. Approved now, it would be a conflict and nothing would be sent.',
  disconnected: 'The account was disconnected, so this request has ended. Nothing was sent.',
  disconnectedHelp: 'If the account connects again, ask for the change again.',
  ruleGone: 'The platform’s settings have changed: this change no longer needs a second person.',
  ruleGoneHelp:
    'The request waits until it is approved, rejected or withdrawn. The person who made it can withdraw it and save the change alone.',
  stillWanted: 'Request the change again if it is still wanted.',
  wishHelp:
    'Nothing is sent to Stripe by approving this. Change the setting on the account’s page, then approve the request.',
  preview: 'Next payouts with this change',
  previewHelp: 'From the settings that Spillway read last; nothing is asked of Stripe here.',
  decide: 'Decide',
  because: 'Reason',
  becauseHelp: { reject: 'Needed to reject.', break_glass: 'Needed to save without a second person.' },
  approve: { approval: 'Approve and save', wish: 'Approve' },
  reject: 'Reject',
  withdraw: 'Withdraw',
  carryOut: 'Save what was approved',
  carryOutHelp: 'This was approved, and nothing has been sent to Stripe yet.',
  breakGlass: 'Save without a second person',
  breakGlassHelp:
    'Only where it can’t wait. The record and the request say that you approved it yourself, and admins get a mail.',
  glassBroken: 'Approved without a second person, by the person who made the request.',
  own: 'You made this request. Another admin or an approver decides.',
  notYours: 'An admin or an approver who didn’t make this request decides.',
  unanswered: 'The connection was lost before the answer came. Reload the page to see what became of it.',
  signedOut: 'Your session has ended, and nothing was done. Reload the page to sign in again.',
  decided: 'Decided',
}

export const SAVED_WORDS: Record<SaveOutcome['kind'], { title: string; isGood: boolean }> = {
  saved: { title: 'Approved and saved at Stripe', isGood: true },
  unchanged: { title: 'Approved; the settings were already so', isGood: true },
  unknown: { title: 'Approved; Stripe’s answer is not yet known. Spillway is checking', isGood: true },
  conflict: { title: 'Approved, but the settings had been changed meanwhile. Nothing was sent', isGood: false },
  refused: { title: 'Approved, but nothing was changed', isGood: false },
  invalid: { title: 'Approved, but nothing was changed', isGood: false },
  requested: { title: 'Not saved', isGood: false },
  signed_out: { title: 'Not saved', isGood: false },
}

/** What became of an approved change. */
export const RESULT_WORDS: Record<AuditOutcome, string> = {
  pending: 'Not yet known. Spillway is checking with Stripe.',
  unknown: 'Not yet known. Spillway is checking with Stripe.',
  applied: 'Saved at Stripe',
  refused: 'Nothing was changed',
  conflict: 'Nothing was sent: the settings had been changed meanwhile',
}

export const NOT_DECIDED: Record<Extract<DecisionAnswer, { kind: 'not_decided' }>['because'], string> = {
  missing: 'There is no such request on this account.',
  not_allowed: 'You can’t decide this request. Nothing was done.',
  meanwhile:
    'Nothing was done: somebody else has decided this request, it has expired, or its account was disconnected.',
  reason: 'Give a reason. Nothing was done.',
  requester_lost_it:
    'The person who asked for this may no longer change the account. Nothing was done. Reject it, and make the change yourself if it is right.',
  unreadable: 'Another version of Spillway stored this request. Nothing was sent; make the change again.',
}

export const openRequestsText = {
  title: 'Waiting for approval',
  by: (who: string) => `Asked by ${who}.`,
  staff: 'the platform’s staff',
  open: 'Open the request',
  withdraw: 'Withdraw',
  withdrawNow: 'Withdraw this request',
}

export const wishText = {
  title: 'Request a change',
  help: 'The platform sets these for you. Ask for a change, and its staff will decide.',
  open: 'Ask for a change',
  field: 'Setting',
  wanted: 'What you would like',
  wantedPlaceholder: 'For example: every Monday',
  reason: 'Why',
  send: 'Send request',
  sent: 'Request sent. You see its state here.',
  incomplete: 'Say what you would like, and why. Nothing was sent.',
  disconnected: 'The account is no longer connected to the platform. Nothing was sent.',
  unanswered: 'The connection was lost before the answer came. Reload the page to see whether it was sent.',
  signedOut: 'Your session has ended, and nothing was sent. Reload the page to sign in again.',
}
