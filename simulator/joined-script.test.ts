import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { connectScript } from './connect/static-files.ts'
import { pageScript } from './control/page-files.ts'

const DECLARATION = /^(?:export )?(?:async )?(?:const|let|function|class) (\w+)/gm
const namesIn = (code: string) => [...code.matchAll(DECLARATION)].map(([, name]) => name).toSorted()

// Awaits at its top are fine in a module; only an async function may be made of one.
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor

describe.each([
  ['connect/connect-js/parts', connectScript],
  ['control/page/parts', pageScript],
])('The script joined from %s', (folder, join) => {
  const files = globSync(`${folder}/*.js`, { cwd: import.meta.dirname })
  const written = files.map((file) => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n')

  test('is JavaScript and neither imports nor exports', async () => {
    const script = await join()
    expect(() => new AsyncFunction(script)).not.toThrow()
    expect(script).not.toMatch(/^(import|export) /m)
  })

  test('has all that is declared in its files, and no name twice', async () => {
    const names = namesIn(await join())
    expect(names).toEqual(namesIn(written))
    expect(names.length).toBeGreaterThan(50)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})
