// The texts of the audit log and the timeline, in one place. What the events are called is in lib/domain/audit.

import { isolate } from '@/lib/domain/text'

export const auditText = {
  title: 'Audit log',
  help: 'Who changed what and when, and how Stripe responded. The audit log is append-only.',
  pages: 'Pages of the audit log',
  newer: 'Newer',
  older: 'Older',
  none: 'No audit entries',
  noneHelp: 'No entry matches these filters. Changes, sign-ins and denied requests appear here as they happen.',
  columns: { time: 'Time', actor: 'Actor', account: 'Account', event: 'Event', outcome: 'Outcome' },
  accountPlaceholder: 'acct_…',
  allEvents: 'All events',
  apply: 'Apply',
  clear: 'Clear filters',
}

export const entryText = {
  outsideSpillway: 'Stripe Dashboard or API',
  changedTo: ' changed to ',
  unreadFields: (names: readonly string[]) =>
    `Also changed: ${names.map((name) => `“${isolate(name)}”`).join(', ')}, which this version of Spillway doesn’t know.`,
  reason: (reason: string) => `Reason: ${reason}`,
}

export const timelineText = {
  title: 'Timeline',
  none: 'No changes yet',
  noneHelp: 'Changes to balance settings appear here, with the person who made them and Stripe’s response.',
  pauses: {
    paused: 'Payouts are paused, so expected dates of payouts below no longer apply.',
    maybe_paused: 'Payouts may be paused, so expected dates of payouts below may no longer apply.',
    disabled: 'Payouts are disabled, so expected dates of payouts below may no longer apply.',
  },
  /** The oldest line may continue in entries that aren't listed. */
  repeated: (times: number, isOldest: boolean) =>
    `${isOldest ? 'At least ' : ''}${times} times in a row; this is the latest`,
}

export const outcomeText = {
  pending: { word: 'Pending', help: 'Stripe hasn’t confirmed the change yet' },
  applied: { word: 'Applied', help: 'Stripe confirmed the change' },
  refused: { word: 'Refused', help: 'Nothing was changed' },
  unknown: { word: 'Unknown', help: 'Stripe didn’t answer, so the change may have been applied' },
  conflict: { word: 'Conflict', help: 'The settings had changed in the meantime, so nothing was sent' },
}
