// The production build, made again only when something it is made of has changed.
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { next, run } from './processes.mjs'

const SOURCES = ['app/**/*', 'lib/**/*', 'prisma/schema/*', 'public/**/*', '*.ts', '*.mjs', '*.json']
const stampFile = '.next/spillway-build'

function stamp() {
  const hash = createHash('sha256')
  const files = globSync(SOURCES, {
    withFileTypes: true,
    exclude: (entry) => entry.name === 'generated' || entry.name === 'node_modules',
  })
  for (const file of files
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort()) {
    hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex')
}

export function buildApp() {
  run(['scripts/prisma-generate.mjs'])
  const wanted = stamp()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return
  console.log('Building…')
  run(next('build'))
  writeFileSync(stampFile, stamp())
}
