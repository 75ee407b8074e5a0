// npm run image -- FOLDER: what a container needs to run Spillway, and nothing that only building or testing needs. The
// Dockerfile takes its steps from here, because CI can run them and has no container engine.
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { continueOnNewerNode, installPackages, root } from './newer-node.mjs'

installPackages()
continueOnNewerNode()
const { buildApp } = await import('./build-app.mjs')

const folder = process.argv[2]
if (!folder || existsSync(folder)) {
  console.error('Usage: npm run image -- FOLDER, where FOLDER does not exist yet')
  process.exit(1)
}
buildApp()
mkdirSync(folder, { recursive: true })

const copy = (path, filter) => {
  const to = join(folder, path)
  mkdirSync(dirname(to), { recursive: true })
  // Links stay relative, so that they lead to the copy's own packages.
  cpSync(join(root, path), to, { recursive: true, verbatimSymlinks: true, ...(filter && { filter }) })
}

const NOT_NEEDED = /\.test\.tsx?$|\/testing$|\/\.next\/cache$/
for (const path of ['.next', 'lib', 'prisma/migrations', 'public', 'scripts', 'server'])
  copy(path, (file) => !NOT_NEEDED.test(file))
// `npm run mcp` makes its tools of the API's contract.
for (const path of ['LICENSE', 'app/api/v1/contract.ts', 'next.config.mjs', 'package.json', 'tsconfig.json']) copy(path)

// The image brings its own Node, and nothing is compiled in it.
const BUILD_ONLY = /^node_modules\/(node-linux-|@next\/swc-)/
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
for (const [path, { dev, devOptional, link }] of Object.entries(packages)) {
  const isNeeded = path.startsWith('node_modules/') && !dev && !devOptional && !link && !BUILD_ONLY.test(path)
  if (!isNeeded || !existsSync(join(root, path))) continue
  const nested = join(root, path, 'node_modules')
  copy(path, (file) => !file.startsWith(nested) && !file.endsWith('.map'))
}
