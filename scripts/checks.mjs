// The checks that need no browser, in the order in which they fail fastest.
import { part, runCheck, runVitest } from './parts.mjs'
import { run } from './processes.mjs'

/** @param {NodeJS.ProcessEnv} sizes of the campaigns that are tests */
export function runChecks(sizes = {}) {
  run(['scripts/prisma-generate.mjs'])
  part('Format and lint', () =>
    runCheck(['node_modules/@biomejs/biome/bin/biome', 'check', '.', '--error-on-warnings']),
  )
  part('Types', () => {
    run(['node_modules/next/dist/bin/next', 'typegen'], { quiet: true })
    return runCheck(['node_modules/typescript/bin/tsc', '--noEmit'])
  })
  part('Unused files, exports and packages', () => runCheck(['node_modules/knip/bin/knip.js']))
  part('Unit tests', () => runVitest({ report: '.data/unit.json', env: sizes }))
}
