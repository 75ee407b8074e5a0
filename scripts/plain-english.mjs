// Phrases that Spillway does not use, each with what it says instead: one term for one thing, and Stripe's where it
// has one. plain-english.test.ts fails the build. A space also matches a line break inside a comment or a text.
import { globSync, readFileSync } from 'node:fs'

/** @type {[pattern: RegExp, instead: string][]} */
const PHRASES = [
  [/\bnothing need be\b/i, 'No action needed'],
  [/\b(go|goes|went|gone) on\b/i, 'continues, resumes, happens'],
  [/\bstands\b(?! for)|\bstood\b/i, 'is'],
  [/\b(is|are|was|were|be|been) told\b/i, 'learns, sees, is shown'],
  [/\btell[A-Z]\w*|\w*Told\w*|\bTOLD_\w+|\btold[A-Z]\w*/, 'describe, record, notify'],
  [/\b(put|puts|putting) (it |them |this )?back\b/i, 'restore'],
  [/\bhas the word\b/i, 'decides'],
  [/\banew\b/i, 'again'],
  [/\bin sight\b/i, 'visible, in view'],
  [/\bwhoever\b/i, 'anyone who, a person who'],
  [/\bbesides\b/i, 'also, beside, in addition to'],
  [/\b(hold|holds|held) off\b/i, 'delay, wait'],
  [/\b(work|works|worked) off\b/i, 'process'],
  [/\b(take|takes|took|taken|taking) in\b(?! (a|the) (test|callback|function))/i, 'read, record, receive'],
  [/\bisYoung\b|\bisNews\b/, 'isRecent, isNew'],

  [/\bwhen money arrives\b/i, 'next payout, payout status'],
  [/(["'`>])Payouts o(n|ff)(["'`<])|\bpayouts (are|were) (on|off)\b(?! [A-Z\d])/, 'Payouts enabled, Payouts disabled'],
  [/\bpa(y|ys|id|ying)( it| them)?( out)? by hand\b|\bpayouts? by hand\b|(["'`>])By hand\b/i, 'manual payout'],
  [/\b(leaves?|sends?|pays?|paid)\b[^.\n]{0,40}\bby (itself|themselves)\b/i, 'automatic payouts'],
  [/\bon (its|their) way\b|\bunder way\b/i, 'in transit; in progress'],
  [/\b(keep|keeps|kept) back\b|\bretained\b/i, 'reserved by minimum balance'],
  [/\bstill settling\b/i, 'not yet settled'],
  [/\bwhere payouts go\b/i, 'bank accounts and cards'],
  [/\b(account|accounts|card|cards) (is|are|was|were) stopped\b/i, 'errored, needs attention'],
  [/\b(did|does|could) not carry\b/i, 'failed: the funds were returned to the balance'],
  [/\bfunds are held\b|\blowest (that is )?allowed\b/i, 'settlement delay, minimum'],
  [/\bin force\b/i, 'current, currently'],
  [/\bown start of( the)? day\b/i, 'custom start of day'],
  [/\bcarr(y|ies) (the )?losses\b/i, 'liable for negative balances'],
  [/\b(Custom|Express|Standard)-like\b|(["'>])(Platform|Stripe) collects\b/, 'Custom, Express, Standard'],
  [/\bearlier settings\b/i, 'settings history'],
  [/\b(someone|somebody) outside\b/i, 'changed outside Spillway'],
  [/\bopened the embedded balances\b/i, 'account session created'],
  [/\bonly ever added\b/i, 'append-only'],
  [/(["'>])(Who|What)["'<]/, 'Actor, Event'],
  [/\banswer(ed)? to the end\b/i, 'sync incomplete'],
  [/\b(fit|fits) together\b/i, 'Incorrect email or password'],
  [/\bthere is nothing here for you\b/i, 'Page not found'],
  [/(["'>])(Everything|Show|Show all)["'<]|\bshow every account\b/, 'All events, Apply, Clear filters'],
  [/\bsecret address\b/i, 'private calendar link'],
  [/\bfloor plan\b|\bfloors\b/i, 'layers, layering rules'],
  [/\b(ask|asks|asked|asking) again\b/i, 'retry, re-fetch'],
  [/\b(draw|draws|drawn|drew) (it |them )?again\b/i, 're-render'],
  [/\bonly turn\b/i, 'per-account lock, pending order'],
  [/\be-mails?\b/i, 'email'],
]

const GAP = String.raw`(?:[\s*#]|//)+`
const patterns = PHRASES.map(
  ([pattern, instead]) =>
    /** @type {const} */ ([new RegExp(pattern.source.replaceAll(' ', GAP), `g${pattern.flags}`), instead]),
)

/** Names are read as words too: `onPutBack` says "put back". */
const asWords = (source) => source.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')

/** @returns {string[]} one line for each phrase that a file should not use */
export function bannedPhrasesIn(file, source) {
  const found = [source, asWords(source)].flatMap((text) =>
    patterns.flatMap(([pattern, instead]) =>
      [...text.matchAll(pattern)].map((match) => {
        const line = text.slice(0, match.index).split('\n').length
        return `${file}:${line} says "${match[0].replaceAll(/\s+/g, ' ')}". Use: ${instead}.`
      }),
    ),
  )
  return [...new Set(found)]
}

/** Our own prose and code; what others wrote, and long tables of data, are left out. @returns {[file: string, source: string][]} */
export function writtenFiles() {
  const files = globSync(
    [
      '{app,lib,server,e2e,simulator,scripts,bench,prisma,docs}/**/*.{ts,tsx,mjs,js,css,html,md,prisma}',
      '*.{ts,mjs,md}',
    ],
    { exclude: (path) => /node_modules|generated/.test(typeof path === 'string' ? path : path.name) },
  )
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/^scripts\/plain-english\.|^next-env/.test(file))
    .map((file) => /** @type {[string, string]} */ ([file, readFileSync(file, 'utf8')]))
}
