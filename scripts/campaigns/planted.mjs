// Plants each bug in a copy of the project and runs the test that has to find it. A bug that survives is an error.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../newer-node.mjs'
import { PLANTED_BUGS } from './planted-bugs.mjs'

const GENERATED = 'lib/gateways/db/generated'

/** The files as they are here, also those that aren't committed. */
function copyProject() {
  const copy = mkdtempSync(join(tmpdir(), 'spillway-planted-'))
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  for (const file of files.trim().split('\n')) cpSync(join(root, file), join(copy, file), { recursive: true })
  cpSync(join(root, GENERATED), join(copy, GENERATED), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Milliseconds after which a test counts as one that never ends. */
const ENDS_WITHIN = 600_000

/** Whether the test fails in the copy, or never ends. */
function findIn(copy, test, env) {
  const { status, signal } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--bail=1', '--testTimeout=60000', test],
    { cwd: copy, env: { ...process.env, ...env }, stdio: 'ignore', timeout: ENDS_WITHIN, killSignal: 'SIGKILL' },
  )
  if (signal !== null) return 'never ended'
  return status === 0 ? null : 'failed'
}

/** @returns {Promise<number>} bugs that survived */
export async function plantBugs({ n, env }) {
  const copy = copyProject()
  let survivors = 0
  const provider = env.TEST_DATABASE_URL ? 'postgresql' : 'sqlite'
  // On PostgreSQL those that depend on the database.
  const candidates = PLANTED_BUGS.filter(
    ({ test, only = provider }) => only === provider && (provider === 'sqlite' || test.endsWith('.db.test.ts')),
  )
  const bugs = candidates.slice(0, n)
  try {
    const tests = [...new Set(bugs.map(({ test }) => test))]
    const broken = tests.filter((test) => findIn(copy, test, env))
    if (broken.length > 0) throw new Error(`Without any bug these fail already: ${broken.join(', ')}`)
    for (const [index, { bug, file, find, replace, test }] of bugs.entries()) {
      const source = readFileSync(join(copy, file), 'utf8')
      if (source.split(find).length !== 2) throw new Error(`“${bug}” can’t be planted in ${file} any more.`)
      writeFileSync(
        join(copy, file),
        source.replace(find, () => replace),
      )
      const startedAt = Date.now()
      const found = findIn(copy, test, env)
      writeFileSync(join(copy, file), source)
      if (!found) survivors++
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(0)
      console.log(
        `${index + 1}/${bugs.length} ${found ? 'found   ' : 'SURVIVED'} ${bug} (${test} ${found ?? 'passed'}, ${seconds} s)`,
      )
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
  console.log(`${bugs.length - survivors} of ${bugs.length} planted bugs found`)
  return survivors
}
