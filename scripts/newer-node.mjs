// npm puts node_modules/.bin first in PATH, which contains the newer Node installed with the packages, if there is one.
// A script started by an older Node restarts itself with that one. Plain JavaScript that every Node since 20.19 reads.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
const OLDEST = 22

/** Installs from the lock file when packages are missing or are not those of the lock file. */
export function installPackages() {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (existsSync(installed) && spawnSync('npm', ['ls', '--depth=0', '--silent'], { cwd: root }).status === 0) return
  console.log('Installing packages from the lock file…')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}

/** Returns only in a Node that can run everything; otherwise runs the same script in one and exits. */
export function continueOnNewerNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST) return
  const newer = join(root, 'node_modules/.bin/node')
  if (!existsSync(newer)) {
    console.error(
      `Spillway needs Node ${OLDEST}.12 or newer; this is ${process.version}, and no newer one comes from npm for this system.`,
    )
    process.exit(1)
  }
  const { status, signal } = spawnSync(newer, process.argv.slice(1), { cwd: root, stdio: 'inherit' })
  process.exit(signal ? 130 : (status ?? 1))
}
