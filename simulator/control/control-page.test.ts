import { afterAll, beforeAll, expect, test } from 'vitest'
import { Rig } from '../testing/rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await Rig.start({ accounts: 1 })
})
afterAll(async () => await rig.stop())

const page = async (path: string) => await fetch(`${rig.address}${path}`, { redirect: 'manual' })

test('the page, its style and its script are served, each as what it is', async () => {
  const types = []
  for (const path of ['/_sim', '/_sim/page.css', '/_sim/page.js']) {
    const answer = await page(path)
    expect(answer.status).toBe(200)
    types.push(answer.headers.get('content-type'))
  }
  expect(types).toEqual(['text/html; charset=utf-8', 'text/css; charset=utf-8', 'text/javascript; charset=utf-8'])
})

test('with a slash it is the same page', async () => {
  const answer = await page('/_sim/')
  expect([answer.status, answer.headers.get('location')]).toEqual([308, '/_sim'])
})

test('it may load nothing from elsewhere, run nothing in its text and be framed by nobody', async () => {
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

test('it is closed to other names and other origins, like all of the control API', async () => {
  expect(await rig.raw('/_sim', { Host: 'evil.example' })).toBe(403)
  expect(await rig.raw('/_sim', { Origin: 'https://evil.example' })).toBe(403)
})

test('every address that its script asks for exists', async () => {
  const script = await (await page('/_sim/page.js')).text()
  const asked = [...script.matchAll(/ask\(\s*'(GET|POST|DELETE)',\s*['`]([^'`]+)['`]/g)]
    .map(([, method = '', path = '']) => ({
      method,
      path: path.replaceAll(/\/\$\{[^}]*\}/g, '/x').replace(/[?$].*/, ''),
    }))
    // The verb is put in at run time.
    .filter(({ path }) => !path.endsWith('/x/x'))
  expect(asked.length).toBeGreaterThan(20)
  for (const { method, path } of asked) {
    const { error } = await rig.control(method, path, method === 'GET' ? undefined : {})
    expect(error?.message ?? '', `${method} ${path}`).not.toContain('The simulator has no')
  }
})
