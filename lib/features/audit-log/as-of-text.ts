// The texts of the page that shows settings as of a moment.

import { isolate } from '@/lib/domain/text'

export const asOfText = {
  title: 'Settings as of a moment',
  link: 'Settings as of a moment',
  ofEntry: 'Settings as of this entry',
  back: 'Back to the account',
  help: 'What the audit log shows of this account’s balance settings at a moment in the past, and which entry made each value. A value that no entry made is taken from the next change after the moment. Enter moments in UTC. A change counts from when it was sent, one made outside Spillway from when Spillway noticed it.',
  at: 'Moment (UTC)',
  against: 'Compare with (UTC)',
  show: 'Apply',
  clear: 'Don’t compare',
  compareWithNow: 'Compare with now',
  settings: 'Settings',
  columns: { setting: 'Setting', value: 'Value', difference: 'Difference' },
  asOf: (time: string) => `As of ${time}`,
  madeBy: 'Set by',
  comparison: { same: 'Same', different: 'Different', unknown: 'Not known' },
  notShown: 'Not known. No entry shows it.',
  replacedLater: 'No earlier entry shows it. It is the value that this later change replaced:',
  unchanged: 'No entry changes it. It is the value that the audit log accounts for now.',
  notFound: 'Not known. The latest changes until then don’t show it, and earlier ones weren’t searched.',
  unreadable: 'Not known. This version of Spillway can’t read an entry that may have changed it.',
  doubt: (value: string) => `May have been: ${value}. Stripe’s response to a later change isn’t known.`,
  entry: 'Entry',
  manyDoubts: {
    title: 'More changes than are listed have no known outcome',
    help: 'A value below may have been another one. The audit log lists these changes under the outcomes Pending and Unknown.',
  },
  badAddress: 'This address can’t be read',
  nothingShown: 'No settings are shown. Correct the address, or choose a moment.',
}

export const asOfErrors = {
  repeated: (name: string) => `“${isolate(name)}” is in the address more than once.`,
  unknownName: (name: string) => `“${isolate(name)}” isn’t a part of this address. It has “at” and “against”.`,
  notATime: (text: string) =>
    `“${isolate(text)}” isn’t a time in UTC, such as 2026-02-10T09:30, and isn’t the ID of an entry.`,
  future: (text: string) => `“${isolate(text)}” is in the future, so nothing is known of it yet.`,
}
