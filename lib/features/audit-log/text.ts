// The texts of the audit log and the timeline, in one place. What the events are called is in lib/domain/audit.

import { isolate } from '@/lib/domain/text'

export const auditText = {
  title: 'Audit log',
  help: 'Who changed what and when, and how Stripe responded. The audit log is append-only.',
  pages: 'Pages of the audit log',
  newer: 'Newer',
  older: 'Older',
  none: 'No audit entries',
  noneHelp: 'No entry matches these filters.',
  columns: { time: 'Time', actor: 'Actor', account: 'Account', event: 'Event', outcome: 'Outcome' },
  whole: 'Everything in this entry',
  apply: 'Apply',
  clear: 'Clear filters',
  badFilter: 'This filter can’t be read',
  nothingListed: 'No entries are listed. Correct the address or clear the filters.',
  incomplete: {
    filters: {
      title: 'Only a part of the audit log was searched',
      help: 'Few entries match all filters together. “Older” continues the search from here.',
    },
    names: {
      title: 'Too many names begin like this',
      help: 'Entries of some of them aren’t listed. Type more of the name.',
    },
  },
  removed: {
    title: 'Earlier entries are in an archive',
    help: 'They were removed here after the archive was verified. It has everything up to this time:',
  },
  indexing: {
    title: 'Earlier entries are still being indexed',
    help: 'Nothing is lost. Entries before this time are listed once that is done:',
  },
}

export const verifiedText = {
  none: 'Not verified yet. Spillway does that within 10 minutes after its start.',
  to: (last: number) => `Verified to #${last} at`,
  tampered: 'The audit log isn’t as it was recorded',
  help: 'Keep the database as it is, and run npm run audit -- verify. It names everything that differs.',
  lastGood: (last: number) => `Before, it was verified to #${last} at`,
}

export const exportText = {
  title: 'Export what is listed, on all pages',
  csv: 'CSV for a spreadsheet',
  jsonl: 'JSONL with its proof',
  help: 'scripts/verify-record.mjs checks the JSONL file anywhere. Each export is recorded.',
  ownHelp: 'The export is recorded.',
  columns: [
    ...['Number in the log', 'Entry', 'Time (UTC)', 'Made by', 'Actor', 'Actor ID', 'Role', 'Account ID', 'Account'],
    ...['Event', 'Description', 'Changes', 'Reason', 'Outcome', 'Outcome at (UTC)', 'Message', 'Stripe request ID'],
  ],
  indexing:
    'Nothing was exported, because earlier entries are still being indexed and would be missing. Try again later.',
  names:
    'Nothing was exported, because too many names begin like this and entries of some would be missing. Type more of the name.',
}

export const filterText = {
  account: 'Account',
  accountPlaceholder: 'Name or acct_…',
  actor: 'Actor',
  actorPlaceholder: 'Name',
  names: 'Any name',
  namesPlaceholder: 'Actor or account',
  type: 'Event',
  allTypes: 'All events',
  field: 'Setting',
  allFields: 'All settings',
  outcome: 'Outcome',
  allOutcomes: 'All outcomes',
  origin: 'Made by',
  allOrigins: 'Anyone',
  origins: { person: 'A person', system: 'Spillway itself', outside: 'Outside Spillway' },
  from: 'From (UTC)',
  to: 'To (UTC)',
  more: 'More filters',
  showReads: 'Show sign-ins and account sessions',
  hideReads: 'Hide sign-ins and account sessions',
}

export const filterErrors = {
  repeated: (name: string) => `“${isolate(name)}” is in the address more than once.`,
  unknownFilter: (name: string) => `“${isolate(name)}” isn’t a filter of the audit log.`,
  unknownValue: (name: string, value: string) => `“${isolate(value)}” isn’t a value of the filter “${isolate(name)}”.`,
  cursor: 'The address doesn’t say where the page begins.',
  period: 'The last day is before the first day.',
}

export const ownRecordText = {
  title: 'Activity',
  help: 'What changed on this account and when. The platform’s staff appear by their role.',
  back: 'Back to the account',
}

export const entryText = {
  staff: 'Platform staff',
  outsideSpillway: 'Stripe Dashboard or API',
  changedTo: ' changed to ',
  unreadFields: (names: readonly string[]) =>
    `Also changed: ${names.map((name) => `“${isolate(name)}”`).join(', ')}, which this version of Spillway doesn’t know.`,
  reason: (reason: string) => `Reason: ${reason}`,
}

export const timelineText = {
  title: 'Timeline',
  all: 'All entries',
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

export const entryPageText = {
  title: 'Audit entry',
  back: 'Audit log',
  time: 'Time (UTC)',
  localTime: 'Your time',
  event: 'Event',
  actor: 'Actor',
  actorId: 'Actor ID',
  rollout: 'Rollout',
  openRollout: 'Open the rollout',
  origin: 'Made by',
  account: 'Account',
  accountEntries: 'All entries of this account',
  reason: 'Reason',
  address: 'Address',
  noAddress: 'Not known',
  requestId: 'Request ID',
  idempotencyKey: 'Idempotency key',
  entryId: 'Entry ID',
  stripe: 'In the Stripe Dashboard',
  leaf: 'Number in the log',
  leafNumber: (seq: number) => `#${seq}`,
  noLeaf: 'It gets its number within seconds.',
  proof: 'Proof',
  downloadProof: 'Download the proof of this entry',
  proofHelp: 'scripts/verify-record.mjs checks the file anywhere, without the rest of the audit log.',
  outcomes: 'Outcomes',
  noOutcomes: 'Stripe’s response isn’t known yet.',
  noWrite: 'This entry sent nothing to Stripe.',
}
