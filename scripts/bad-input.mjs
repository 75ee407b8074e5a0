// npm run test:bad-input -- 100000: so many bad inputs, and what they leave in the server's memory.
import { run } from './processes.mjs'

run(['node_modules/@playwright/test/cli.js', 'test', 'bad-input'], {
  env: { BAD_INPUTS: process.argv[2] ?? '100000' },
})
