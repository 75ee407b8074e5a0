// npm start: the production server, with the environment (or .env) it is given.
import { existsSync } from 'node:fs'
import { continueOnNewerNode } from './newer-node.mjs'

continueOnNewerNode()
if (existsSync('.env')) process.loadEnvFile('.env')

const { buildApp } = await import('./build-app.mjs')

buildApp()
await import('./serve.mjs')
