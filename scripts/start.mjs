// npm start: the production server, with the environment (or .env) it is given.
import { existsSync } from 'node:fs'
import { continueOnNewerNode } from './newer-node.mjs'

continueOnNewerNode()
if (existsSync('.env')) process.loadEnvFile('.env')

const { buildApp } = await import('./build-app.mjs')
const { next, run, script, start, stopOnSignals } = await import('./processes.mjs')

stopOnSignals()
buildApp()
run(script('scripts/migrate.ts'))
start('Spillway', next('start', '-p', process.env.PORT ?? '3000'))
