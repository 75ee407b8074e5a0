// npm run check: format, lint, types, unused code, layers and unit tests; no browser.
import { mkdirSync } from 'node:fs'
import { continueOnNewerNode, installPackages } from './newer-node.mjs'

installPackages()
continueOnNewerNode()
mkdirSync('.data', { recursive: true })
const { runChecks } = await import('./checks.mjs')
const { finish } = await import('./parts.mjs')
runChecks()
finish()
