import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CONNECT_FILES } from './connect/static-files.ts'
import { PAGE_FILES } from './control/page-files.ts'

const DECLARATION = /^(?:export )?(?:async )?(?:const|let|function|class) (\w+)/gm
const namesIn = (code: string) => [...code.matchAll(DECLARATION)].map(([, name]) => name).toSorted()

// A module can await at its top level, so the code needs an async function.
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor

describe.each([
  ['connect/connect-js/parts', CONNECT_FILES, '/v1.0/connect.js'],
  ['control/page/parts', PAGE_FILES, '/_sim/page.js'],
])('The script joined from %s', (folder, files, path) => {
  const join = async () => String((await files.answer(path)).body)
  const written = globSync([`${folder}/*.js`, 'browser/*.js'], { cwd: import.meta.dirname })
    .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
    .join('\n')

  test('is valid JavaScript without imports and exports', async () => {
    const script = await join()
    expect(() => new AsyncFunction(script)).not.toThrow()
    expect(script).not.toMatch(/^(import|export) /m)
  })

  test('declares every name of its files once', async () => {
    const names = namesIn(await join())
    expect(names).toEqual(namesIn(written))
    expect(names.length).toBeGreaterThan(50)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})
