// What every page and every action has to do, found in their source: who forgets it is named here.
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (pattern: string) =>
  globSync(pattern)
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .map((file) => ({ file, source: readFileSync(file, 'utf8') }))
const sources = [...read('app/**/*.{ts,tsx}'), ...read('lib/**/*.{ts,tsx}')]
const filesWith = (pattern: RegExp) =>
  sources
    .filter(({ source }) => pattern.test(source))
    .map(({ file }) => file)
    .sort()

/** The exports of a file of actions that aren't made by `pageAction`. */
const unguarded = (source: string) =>
  [...source.matchAll(/^export (?!type\b)(.*)$/gm)].flatMap(([, rest]) =>
    /^const \w+ = (page|proven)Action\($/.test(rest?.trim() ?? '') ||
    /^const \w+ = (page|proven)Action\(async \(/.test(rest ?? '')
      ? []
      : [rest],
  )

test('every server action refuses the page of another person, except signing in and replacing a password by a link', () => {
  const actions = sources.filter(({ source }) => /^'use server'/m.test(source))
  expect(actions.length).toBeGreaterThan(5)
  expect(actions.flatMap(({ source }) => unguarded(source)).toSorted()).toEqual([
    expect.stringMatching(/^const beginSignUpAction = publicAction\(/),
    expect.stringMatching(/^const passCodeAction = publicAction\(/),
    expect.stringMatching(/^const passkeySignInOptionsAction = publicAction\(/),
    expect.stringMatching(/^const requestResetAction = publicAction\(/),
    expect.stringMatching(/^const setPasswordAction = publicAction\(/),
    expect.stringMatching(/^const signInAction = publicAction\(/),
    expect.stringMatching(/^const signInWithPasskeyAction = publicAction\(/),
    expect.stringMatching(/^const signUpAction = publicAction\(/),
  ])
})

test.each([
  'export async function saveAction() {}',
  'export const saveAction = async () => {}',
  'export default async function saveAction() {}',
  'export const saveAction = publicAction(async () => {})',
  "export { saveAction } from './other'",
])('an action that forgets it is found: %s', (source) => {
  expect(unguarded(source)).toHaveLength(1)
})

test('a browser calls actions in one way only, which passes for whom the page was rendered', () => {
  const calls = sources.flatMap(({ file, source }) =>
    [...source.matchAll(/\b(\w+Action)\(/g)]
      .filter(
        ([, name]) =>
          !['callAction', 'askAction', 'pageAction', 'provenAction', 'publicAction', 'isUnrecognizedAction'].includes(
            name ?? '',
          ),
      )
      .map(([, name]) => `${file}: ${name}`)
      .filter((call) => !/InAction$/.test(call)),
  )
  expect(calls).toEqual([])
})

test('every page says for whom it was rendered', () => {
  const pages = read('app/**/page.tsx').filter(({ source }) => !source.includes('<RenderedForPerson'))
  expect(pages.map(({ file }) => file)).toEqual([])
})

test('a browser’s storage is used in one file, and a part of a page is loaded in one way', () => {
  expect(filesWith(/\b(session|local)Storage\b|indexedDB/)).toEqual(['lib/ui/drafts.ts'])
  expect(filesWith(/\blazy\(/)).toEqual(['lib/ui/lazy-part.tsx'])
  const unhandled = read('lib/features/**/*.{ts,tsx}').filter(
    ({ source }) => /\bimport\('/.test(source) && !/\blazyPart\(|'not_loaded'/.test(source),
  )
  expect(
    unhandled.map(({ file }) => file),
    'a part that doesn’t arrive is reported',
  ).toEqual([])
})

test('a browser translates no name, address or id: every isolate forbids it', () => {
  const tags = sources.flatMap(({ file, source }) =>
    file.endsWith('.tsx') ? [...source.matchAll(/<bdi\b[^>]*/g)].map(([tag]) => `${file}: ${tag}`) : [],
  )
  expect(tags.length).toBeGreaterThan(10)
  expect(tags.filter((tag) => !tag.includes('translate="no"'))).toEqual([])
})
