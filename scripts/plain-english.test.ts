import { expect, test } from 'vitest'
import { bannedPhrasesIn, writtenFiles } from './plain-english.mjs'

test('every file uses the agreed terms', () => {
  const files = writtenFiles()
  expect(files.length).toBeGreaterThan(40)
  expect(files.flatMap(([file, source]) => bannedPhrasesIn(file, source))).toEqual([])
})

test.each([
  ['a phrase', 'The form goes on after that.'],
  ['a phrase at the start of a sentence', 'Nothing need be done.'],
  ['a phrase across two lines of a comment', '/**\n * The page is drawn\n * anew.\n */'],
  ['a phrase across two line comments', '// It is not asked\n// again.'],
  ['a name in camel case', 'const onPutBack = () => {}'],
  ['a constant', "const TOLD_TO_OWNERS = new Set(['payout.paid'])"],
  ['a label', "{ enabled: 'Payouts on' }"],
])('%s is found', (_what, source) => {
  expect(bannedPhrasesIn('a.ts', source)).toHaveLength(1)
})

test.each([
  ['a day', 'The automatic payouts on Mondays and Fridays'],
  ['work that is not a payout', 'The migrations are written by hand'],
  ['an abbreviation explained', 'ACH stands for Automated Clearing House'],
  ['a longer word', 'He understands retries and withstands faults'],
  ['Stripe’s own parameter', "controller: { requirement_collection: 'stripe' }"],
  ['a sentence about a person', 'Tell the platform’s admin the number below'],
  ['a retry of its own', 'A browser retries by itself'],
])('%s is not a phrase: %s', (_what, source) => {
  expect(bannedPhrasesIn('a.ts', source)).toEqual([])
})

test('a finding names the file, the line and the term to use', () => {
  expect(bannedPhrasesIn('lib/a.ts', 'one\ntwo\nwhoever')).toEqual([
    'lib/a.ts:3 says "whoever". Use: anyone who, a person who.',
  ])
})
