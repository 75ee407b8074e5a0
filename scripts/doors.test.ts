// Every page, route and server action has a rule, and its source asks for exactly what the rule says.
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DOORS } from '@/lib/domain/access/doors'
import { SECRET_ACTIONS } from '@/server/secret-actions'

const METHOD = /^export (?:async )?(?:const|function) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/gm
const ACTION = /^export (?!type\b)(?:default )?(?:async )?(?:const|let|function)? ?(\w+)?/gm

type Door = { door: string; source: string }

/** The address of a page or a route, without the groups that don't appear in it. */
const addressOf = (file: string) =>
  file
    .replace(/^app\//, '/')
    .replace(/\/\([^)]*\)/g, '')
    .replace(/\/?(page|route)\.\w+$/, '') || '/'

function doorsOf(file: string, source: string): Door[] {
  if (/^['"]use server['"]/m.test(source)) {
    const starts = [...source.matchAll(ACTION)]
    return starts.map((start, index) => ({
      door: `action ${start[1] ?? '(without a name)'}`,
      source: source.slice(start.index, starts[index + 1]?.index),
    }))
  }
  if (/(^|\/)page\.\w+$/.test(file)) return [{ door: `GET ${addressOf(file)}`, source }]
  if (!/(^|\/)route\.\w+$/.test(file)) return []
  const methods = [...source.matchAll(METHOD)]
  // A route whose methods can't be read here is a door without a rule.
  if (methods.length === 0) return [{ door: `ANY ${addressOf(file)}`, source }]
  return methods.map((method, index) => ({
    door: `${method[1]} ${addressOf(file)}`,
    source: source.slice(method.index, methods[index + 1]?.index),
  }))
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const sources = globSync(['app/**/*.{ts,tsx,js,jsx,mjs}', 'lib/**/*.{ts,tsx,js,jsx,mjs}'])
  .filter((file) => !isTest(file) && !file.includes('/generated/'))
  .map((file) => ({ file, source: readFileSync(file, 'utf8') }))
const doors = [
  ...sources.flatMap(({ file, source }) => doorsOf(file, source)),
  ...[...readFileSync('server/front.ts', 'utf8').matchAll(/^const (?:WEBHOOK|CSP_REPORTS) = '(.+)'$/gm)].map(
    ([, address]) => ({
      door: `POST ${address}`,
      source: '',
    }),
  ),
]

test('every page, route and server action has a rule, and every rule has its door', () => {
  expect(doors.map(({ door }) => door).sort()).toEqual(Object.keys(DOORS).sort())
})

test.each([
  ['app/(platform)/people/page.tsx', 'export default function PeoplePage() {}', 'GET /people'],
  ['app/page.jsx', 'export default function Page() {}', 'GET /'],
  ['app/api/x/[id]/route.ts', 'export async function DELETE() {}', 'DELETE /api/x/[id]'],
  ['app/api/x/route.ts', "export { GET } from './other'", 'ANY /api/x'],
  ['lib/features/x/actions.ts', "'use server'\nexport const stealAction = pageAction(", 'action stealAction'],
  ['lib/features/x/more.tsx', '"use server"\nexport async function steal() {}', 'action steal'],
  ['lib/features/x/more.ts', "'use server'\nexport default async function steal() {}", 'action steal'],
  ['lib/features/x/more.ts', "'use server'\nexport { steal } from './other'", 'action (without a name)'],
])('a new door is noticed: %s with %s', (file, source, door) => {
  expect(doorsOf(file, source).map((found) => found.door)).toEqual([door])
})

test('a server action is never written into a component, where no rule would name it', () => {
  const inside = sources.filter(({ source }) => /^[ \t]+['"]use server['"]/m.test(source))
  expect(inside.map(({ file }) => file)).toEqual([])
})

test('nothing is routed but by pages and routes: there is no proxy, no rewrite and no pages folder', () => {
  expect(globSync(['{proxy,middleware}.*', 'pages', 'src'])).toEqual([])
  expect(readFileSync('next.config.mjs', 'utf8')).not.toMatch(/rewrites|redirects|i18n|basePath/)
})

const ASKED =
  /\b(?:requireAccount|requirePlatform|requireAccountInAction|findPlatform|keyAccount|keyPlatform)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?'([\w:]+)'\)/g

function askedIn(source: string): string[] {
  const asked = [...source.matchAll(ASKED)].map(([, permission]) => permission ?? '')
  if (source.includes('findAccountForStream(')) asked.push('account:read')
  if (source.includes('requireAccountPerson(')) asked.push('not_staff')
  if (/\b(provenAction|requireRecentProof)\(/.test(source)) asked.push('recent_proof')
  if (source.includes('apiRoute(')) asked.push('api_key')
  return [...new Set(asked)].sort()
}

test.each(doors)('$door asks for what its rule says', ({ door, source }) => {
  const elsewhere = ['signed_in', 'signature', 'private_link', 'public']
  expect(askedIn(source)).toEqual((DOORS[door] ?? []).filter((demand) => !elsewhere.includes(demand)).sort())
})

/** What compares what was typed with a password, a code or the hash of a link. */
const CHECKS =
  /\b(?:signIn|signInWithPasskey|passCode|proveAgain|proveWithPasskey|tryCode|tryPassword|isAppCode|confirmFactor|changeOwnPassword|acceptLink|findDisputeLink)\(/

test('every action by which a secret could be guessed is admitted by address and device, and no other action is', () => {
  const actions = doors.filter(({ door }) => door.startsWith('action '))
  const isOpen = (door: string) => DOORS[door]?.some((demand) => demand === 'public' || demand === 'private_link')
  const guessable = actions.filter(({ door, source }) => isOpen(door) || CHECKS.test(source))
  expect(guessable.map(({ door }) => door.replace('action ', '')).sort()).toEqual([...SECRET_ACTIONS].sort())
})

test('an action that changes what is a person’s own isn’t open to them while they look at an account as its owner', () => {
  const own = doors.filter(
    ({ door }) => door.startsWith('action ') && DOORS[door]?.includes('signed_in') && door !== 'action confirmAction',
  )
  expect(own.length).toBeGreaterThan(5)
  expect(own.filter(({ source }) => !source.includes('findOwnSession(')).map(({ door }) => door)).toEqual([])
})
