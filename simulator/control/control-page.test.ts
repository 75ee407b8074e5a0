import { expect, test } from 'vitest'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests({ accounts: 1 })

const page = async (path: string) => await fetch(`${rig.address}${path}`, { redirect: 'manual' })

test('the page, its style sheet and its script are served with the right types', async () => {
  const types = []
  for (const path of ['/_sim', '/_sim/page.css', '/_sim/page.js']) {
    const answer = await page(path)
    expect(answer.status).toBe(200)
    types.push(answer.headers.get('content-type'))
  }
  expect(types).toEqual(['text/html; charset=utf-8', 'text/css; charset=utf-8', 'text/javascript; charset=utf-8'])
})

test('the page is also served with a trailing slash', async () => {
  const answer = await page('/_sim/')
  expect([answer.status, answer.headers.get('location')]).toEqual([308, '/_sim'])
})

test('the page can’t load other origins, run inline code or be framed', async () => {
  const answer = await page('/_sim')
  const policy = answer.headers.get('content-security-policy') ?? ''
  for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"]) {
    expect(policy).toContain(rule)
  }
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  const text = await answer.text()
  expect(text).not.toMatch(/ style=| on[a-z]+=|<script(?! type="module" src="\/_sim\/page\.js")/)
  expect(text.match(/(src|href)="(?!#|\/_sim\/|data:)[^"]*"/g)).toBeNull()
})

test('the page refuses other host names and origins, like the rest of the control API', async () => {
  expect(await rig.raw('/_sim', { Host: 'evil.example' })).toBe(403)
  expect(await rig.raw('/_sim', { Origin: 'https://evil.example' })).toBe(403)
})

test('every path that the script requests exists', async () => {
  const script = await (await page('/_sim/page.js')).text()
  const asked = [...script.matchAll(/request\(\s*'(GET|POST|DELETE)',\s*['`]([^'`]+)['`]/g)]
    .map(([, method = '', path = '']) => ({
      method,
      path: path.replaceAll(/\/\$\{[^}]*\}/g, '/x').replace(/[?$].*/, ''),
    }))
    // The verb is inserted at run time.
    .filter(({ path }) => !path.endsWith('/x/x'))
  expect(asked.length).toBeGreaterThan(20)
  for (const { method, path } of asked) {
    const { error } = await rig.control(method, path, method === 'GET' ? undefined : {})
    expect(error?.message ?? '', `${method} ${path}`).not.toContain('The simulator has no')
  }
})
