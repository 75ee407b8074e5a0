// A private PostgreSQL for tests: TEST_POSTGRES_URL if given, else a throw-away cluster of the installed server binaries.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './ports.mjs'

function serverBinaries() {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : []
  const folders = [
    ...versions
      .map(Number)
      .sort((a, b) => b - a)
      .map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...(process.env.PATH ?? '').split(':'),
  ]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')))
}

/**
 * @param {{ fsync?: boolean }} options whether each commit waits for the disk, as in production
 * @returns {Promise<{ url: string, stop: () => void } | { missing: string }>}
 */
export async function startPostgres({ fsync = false } = {}) {
  if (process.env.TEST_POSTGRES_URL) return { url: process.env.TEST_POSTGRES_URL, stop() {} }
  return startOwnPostgres({ fsync })
}

/**
 * A throw-away cluster that nothing else uses, with checksums of its pages. `kill` ends it as a power cut does, and
 * `again` starts it.
 *
 * @returns {Promise<{ url: string, data: string, kill: () => void, again: () => void, stop: () => void } | { missing: string }>}
 */
export async function startOwnPostgres({ fsync = false } = {}) {
  const bin = serverBinaries()
  if (!bin) return { missing: 'no PostgreSQL server binaries (install postgresql, or set TEST_POSTGRES_URL)' }

  const folder = mkdtempSync(join(tmpdir(), 'spillway-postgres-'))
  const port = await freePort(5433)
  const isRoot = process.getuid?.() === 0
  const run = (command, ...args) =>
    // PostgreSQL refuses to run as root.
    isRoot
      ? execFileSync('runuser', ['-u', 'postgres', '--', join(bin, command), ...args], {
          stdio: ['ignore', 'ignore', 'inherit'],
          cwd: '/',
        })
      : execFileSync(join(bin, command), args, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (isRoot) spawnSync('chown', ['postgres', folder])
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  run('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '--data-checksums')
  const again = () =>
    run(
      'pg_ctl',
      '-D',
      data,
      '-w',
      '-l',
      join(folder, 'log'),
      '-o',
      `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder} -c fsync=${fsync ? 'on' : 'off'}`,
      'start',
    )
  const kill = () => run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop')
  again()
  return {
    data,
    kill,
    again,
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    stop() {
      kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The address of a test database on that server. */
export function databaseOn(serverUrl, purpose) {
  const url = new URL(serverUrl)
  url.pathname = `/spillway_test_${purpose}`
  return url.href
}

/**
 * A database of its own on that server; one of the same name from a former run is replaced.
 *
 * @param {{ template?: string }} options the address of the database that it is a copy of; it is empty without one
 */
export async function createDatabase(serverUrl, purpose, { template } = {}) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  const url = databaseOn(serverUrl, purpose)
  const name = new URL(url).pathname.slice(1)
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await client.query(`CREATE DATABASE ${name}${template ? ` TEMPLATE ${new URL(template).pathname.slice(1)}` : ''}`)
  await client.end()
  return url
}
