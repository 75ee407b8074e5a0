// npm run check: format, lint, types, unused code, layers and unit tests; no browser.
import { mkdirSync } from 'node:fs'
import { continueOnNewerNode, installPackages } from './newer-node.mjs'

installPackages()
continueOnNewerNode()
mkdirSync('.data', { recursive: true })
const { runChecks } = await import('./checks.mjs')
const { passed, failed } = runChecks()
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
