import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/operations.md', 'simulator/README.md']

/** Paths in backticks: from the root or from the document's folder; a name alone may be anywhere. */
function pathsIn(document: string): string[] {
  const quoted = [...readFileSync(document, 'utf8').matchAll(/`([\w./<>*-]+\.(?:ts|tsx|mjs|json|md))`/g)]
  return quoted.flatMap(([, path]) => (path && !/[<>*]/.test(path) ? [path] : []))
}

test.each(DOCUMENTS)('every file that %s names exists', (document) => {
  const names = new Set(
    globSync('{app,lib,scripts,simulator,e2e,bench,prisma}/**/*.{ts,tsx,mjs,json,md}').map((file) => basename(file)),
  )
  const exists = (path: string) =>
    existsSync(path) || existsSync(join(dirname(document), path)) || (!path.includes('/') && names.has(path))
  const missing = pathsIn(document).filter((path) => !exists(path))
  expect(missing).toEqual([])
})

test('nginx before two instances is configured as the nginx that the tests run, but for names of servers and files', () => {
  const rules = (file: string) =>
    readFileSync(file, 'utf8')
      .replaceAll(/^#.*\n/gm, '')
      .replaceAll(/^ {2}server [\w.:-]+;\n/gm, '')
      .replaceAll(/(ssl_certificate(?:_key)?) \S+;/g, '$1')
  expect(rules('deploy/nginx.compose.conf')).toBe(rules('deploy/nginx.conf'))
})
