import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createOTP } from '@better-auth/utils/otp'
import { openSecret } from '@/lib/auth/totp'
import { openDatabase } from '@/lib/gateways/db/client'
import type { WorldPlan, Worlds } from './world'

// Whether anything that anybody was given in the whole run, and anything in the logs and in the build, shows what is not
// for whom it was. Every account, bank account, payout, session, key, link and secret of the run is a canary.

type Words = { has: (word: string) => boolean }
type Answer = { method: string; url: string; cookie: string; authorization: string; sent: string }
type Reach = { isStaff: boolean; accounts: Set<string> }

/** Secrets have at least 16 signs of these, and so have Stripe’s ids. */
const WORD = /[A-Za-z0-9_-]{16,}/g
/** The path of a private link, an API key, and a recovery code as it is answered. */
const LINK = /\/(?:set-password|not-me|api\/calendar)\/([\w-]{43})(?![\w-])/
const KEY = /\bspillway_[\w-]{43}(?![\w-])/g
const RECOVERY_CODE = /\b[0-9a-hjkmnp-tv-z]{16}\b/g
const wordsOf = (text: string): Set<string> => new Set(text.match(WORD))
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Called by Playwright after the last test, whichever tests ran. */
export default async function findLeaks(): Promise<void> {
  const worlds: Worlds = JSON.parse(process.env.E2E_WORLDS ?? '{}')
  const startedAt = Date.now()
  const total = { answers: 0, bytes: 0, lines: 0, files: 0, canaries: 0 }
  const leaks: string[] = []
  const built = buildFiles('.next')
  total.files = built.length
  for (const world of Object.values(worlds)) {
    const canaries = await canariesOf(world)
    for (const file of answerFiles(world))
      for (const [answer, , body] of readAnswers(readFileSync(file))) canaries.learn(answer, body)
    total.canaries += canaries.size()
    for (const file of answerFiles(world))
      for (const [answer, question, body] of readAnswers(readFileSync(file))) {
        total.answers++
        total.bytes += body.length
        leaks.push(...canaries.findIn(answer, question, body))
      }
    for (const file of logFiles(world)) {
      const text = readFileSync(file, 'latin1')
      total.lines += text.split('\n').length - 1
      leaks.push(...canaries.secretsIn(text).map((what) => `${file}: ${what}`))
    }
    for (const { file, words } of built) leaks.push(...canaries.anyIn(words).map((what) => `${file}: ${what}`))
  }
  console.log(
    `${total.canaries} canaries looked for in ${total.answers} answers (${Math.round(total.bytes / 1e6)} MB), ${total.lines} lines of logs and ${total.files} files of the build in ${Date.now() - startedAt} ms: ${leaks.length} out of place`,
  )
  if (leaks.length > 0) throw new Error(`Shown to whom it isn’t for:\n${[...new Set(leaks)].slice(0, 40).join('\n')}`)
}

const answerFiles = ({ folder }: WorldPlan) =>
  existsSync(`${folder}/answers`) ? readdirSync(`${folder}/answers`).map((name) => `${folder}/answers/${name}`) : []

const logFiles = ({ folder }: WorldPlan) =>
  readdirSync(folder)
    // The simulator is Stripe, and its log is not ours.
    .filter((name) => name.endsWith('.log') && name !== 'simulator.log')
    .map((name) => `${folder}/${name}`)

const buildFiles = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|json|html|rsc|css|txt|map)$/.test(entry.name))
    .map(({ parentPath, name }) => `${parentPath}/${name}`)
    .filter((file) => !file.includes('/cache/'))
    .map((file) => ({ file, words: wordsOf(readFileSync(file, 'latin1')) }))

function* readAnswers(bytes: Buffer): Generator<[Answer, string, string]> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at)
    // A server that was killed has left half an answer, which nobody got.
    if (end < 0) return
    const { asked, answered, ...answer } = JSON.parse(bytes.toString('utf8', at, end))
    const body = end + 1 + asked
    yield [answer, bytes.toString('latin1', end + 1, body), bytes.toString('latin1', body, body + answered)]
    at = body + answered
  }
}

async function canariesOf({ folder, app }: WorldPlan) {
  const db = await openDatabase(app.DATABASE_URL)
  const [people, sessions, entries, credentials, factors, keys, links, feeds, mails, accounts, payouts] =
    await Promise.all([
      db.person.findMany({ include: { memberships: true } }),
      db.authSession.findMany({ select: { token: true, userId: true } }),
      db.auditEntry.findMany({
        where: { actorId: { not: null } },
        select: { actorId: true, actorRole: true, accountId: true, requestId: true },
      }),
      db.credential.findMany({ select: { password: true } }),
      db.secondFactor.findMany(),
      db.apiKey.findMany({ select: { tokenHash: true, personId: true } }),
      db.accessLink.findMany({ select: { tokenHash: true } }),
      db.calendarFeed.findMany({ select: { tokenHash: true, accountId: true } }),
      db.mail.findMany({ select: { tokenHash: true } }),
      db.connectedAccount.findMany({ select: { id: true, externalAccounts: true } }),
      db.payoutReading.findMany({ select: { payoutId: true, accountId: true } }),
    ])
  await db.$disconnect()

  const reaches = new Map<string, Reach>()
  const reachOf = (personId: string): Reach => {
    const reach = reaches.get(personId) ?? { isStaff: false, accounts: new Set() }
    reaches.set(personId, reach)
    return reach
  }
  const personOfSession = new Map(sessions.map(({ token, userId }) => [token, userId]))
  for (const { id, staffRole, memberships } of people) {
    if (staffRole) reachOf(id).isStaff = true
    for (const { accountId } of memberships) reachOf(id).accounts.add(accountId)
  }
  // Who had a right during the run may have been given what it opens, also where the test took it away.
  for (const { token, personId, role, accountIds } of madePeople(folder)) {
    personOfSession.set(token, personId)
    if (role !== 'owner' && role !== 'member') reachOf(personId).isStaff = true
    for (const accountId of accountIds) reachOf(personId).accounts.add(accountId)
  }
  const personOfRequest = new Map<string, string>()
  for (const { actorId, actorRole, accountId, requestId } of entries) {
    if (!actorId) continue
    if (requestId) personOfRequest.set(requestId, actorId)
    if (actorRole === 'owner' || actorRole === 'member') accountId && reachOf(actorId).accounts.add(accountId)
    else if (actorRole) reachOf(actorId).isStaff = true
  }
  const personOfKey = new Map(keys.map(({ tokenHash, personId }) => [tokenHash, personId]))

  /** What belongs to an account. */
  const ofAccount = new Map<string, string>(payouts.map(({ payoutId, accountId }) => [payoutId, accountId]))
  for (const { id, externalAccounts } of accounts) {
    ofAccount.set(id, id)
    if (Array.isArray(externalAccounts))
      for (const bank of externalAccounts)
        if (bank && typeof bank === 'object' && 'id' in bank && typeof bank.id === 'string') ofAccount.set(bank.id, id)
  }
  const never = new Set<string>(
    [
      ...[app.STRIPE_SECRET_KEY, app.STRIPE_WEBHOOK_SECRET, app.AUTH_SECRET],
      ...credentials.map(({ password }) => password ?? ''),
      ...factors.flatMap(({ secret, personId }) => {
        const opened = openSecret(secret, personId, { AUTH_SECRET: app.AUTH_SECRET } as never)
        return [
          secret,
          ...(opened
            ? [
                opened,
                createOTP(opened)
                  .url('x', 'x')
                  .replace(/.*secret=(\w+).*/, '$1'),
              ]
            : []),
        ]
      }),
    ].flatMap((secret) => [...wordsOf(secret)]),
  )
  const linkHashes = new Set([...links, ...mails].map(({ tokenHash }) => tokenHash))
  const feedHashes = new Map(feeds.map(({ tokenHash, accountId }) => [tokenHash, accountId]))
  /** What the database has forgotten, because it was used, revoked or replaced: by whom it was first given or asked with. */
  const forgotten = new Map<string, { what: string; person: string | null }>()

  const isToken = (word: string) => word.length === 43 || word.startsWith('spillway_')

  /** What opens something for anyone who has it. */
  const secretOf = (word: string): string | null => {
    if (never.has(word)) return 'a secret'
    if (personOfSession.has(word)) return 'a session'
    const known = forgotten.get(word)
    if (known) return known.what
    if (!isToken(word)) return null
    const hash = hashOf(word)
    if (personOfKey.has(hash)) return 'an API key'
    return linkHashes.has(hash) ? 'a link' : feedHashes.has(hash) ? 'a calendar link' : null
  }

  function whoGot({ cookie, authorization, sent }: Answer): string | null {
    const key = /^bearer +(\S+)/i.exec(authorization)?.[1]
    if (key) return personOfKey.get(hashOf(key)) ?? null
    const token = /(?:^|; *)(?:__Host-)?spillway=([\w-]+)/.exec(cookie)?.[1]
    const known = token === undefined ? undefined : personOfSession.get(token)
    // Of somebody whose session has ended since, the record knows who asked.
    const requestId = /^x-request-id: *(\S+)/im.exec(sent)?.[1] ?? ''
    const person = known ?? personOfRequest.get(requestId) ?? null
    if (token !== undefined && person !== null) personOfSession.set(token, person)
    return person
  }

  /** Why a word may not be in an answer to this person, or null. */
  function outOfPlace(word: string, person: string | null, typed: Words): string | null {
    const reach = person === null ? null : reachOf(person)
    const accountId = ofAccount.get(word)
    if (accountId !== undefined)
      return reach?.isStaff || reach?.accounts.has(accountId) || typed.has(word) ? null : `${word} of an account`
    const secret = secretOf(word)
    if (secret === null || typed.has(word)) return null
    // Once, to who made it.
    if (secret === 'an API key' && personOfKey.get(hashOf(word)) === person) return null
    const first = forgotten.get(word)
    if (first?.person && first.person === person) return null
    if (secret === 'a link' && reach?.isStaff) return null
    if (secret === 'a calendar link' && (reach?.isStaff || reach?.accounts.has(feedHashes.get(hashOf(word)) ?? '')))
      return null
    return secret
  }

  return {
    size: () =>
      ofAccount.size +
      never.size +
      personOfSession.size +
      personOfKey.size +
      linkHashes.size +
      feedHashes.size +
      forgotten.size,
    learn(answer: Answer, body: string): void {
      const note = (word: string, what: string) => {
        if (secretOf(word) === null) forgotten.set(word, { what, person: whoGot(answer) })
      }
      const [, link] = LINK.exec(answer.url) ?? []
      if (link) note(link, 'a link')
      for (const [key] of body.matchAll(KEY)) note(key, 'an API key')
      if (!body.includes('recoveryCodes')) return
      for (const [code] of body.matchAll(RECOVERY_CODE)) {
        note(code, 'a recovery code')
        note(code.replace(/(.{4})(?=.)/g, '$1-'), 'a recovery code')
      }
    },
    findIn(answer: Answer, question: string, body: string): string[] {
      const person = whoGot(answer)
      // The browser gets its session and its known device in a cookie, and nowhere else.
      const head = answer.sent.replace(/^set-cookie:.*$/gim, '')
      const typed = wordsOf(`${safeDecoded(answer.url)} ${question}`)
      return [...wordsOf(`${head}\n${body}`)].flatMap((word) => {
        const what = outOfPlace(word, person, typed)
        return what === null ? [] : [`${answer.method} ${answer.url} for ${person ?? 'nobody'}: ${what}`]
      })
    },
    secretsIn: (text: string): string[] => [...wordsOf(text)].flatMap((word) => secretOf(word) ?? []),
    anyIn: (words: Set<string>): string[] =>
      [...words].flatMap((word) => secretOf(word) ?? (ofAccount.has(word) ? [`${word} of an account`] : [])),
  }
}

function safeDecoded(url: string): string {
  try {
    return `${url} ${decodeURIComponent(url)}`
  } catch {
    return url
  }
}

type MadePerson = { token: string; personId: string; role: string; accountIds: string[] }

/** The people whom tests made, as `createSignedInPerson` wrote them down. */
function madePeople(folder: string): MadePerson[] {
  const file = `${folder}/people.jsonl`
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : []
}
