// npm run test:e2e, under whatever Node this is started by.
import { run } from './processes.mjs'

run(['node_modules/@playwright/test/cli.js', 'test', ...process.argv.slice(2)])
