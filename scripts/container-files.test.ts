import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

type Service = { build?: string; environment?: Record<string, string>; volumes?: string[]; read_only?: boolean }
type Compose = { services: Record<string, Service>; volumes: Record<string, unknown> }

const DOCKERFILE = readFileSync('Dockerfile', 'utf8')
const ENV = /^ENV ((?:.*\\\n)*.*)$/m.exec(DOCKERFILE)?.[1]?.replaceAll('\\\n', ' ') ?? ''
const IMAGE = Object.fromEntries(ENV.split(/\s+/).map((pair) => pair.split('=', 2)))

const SERVICES = globSync('deploy/compose.*.yaml').flatMap((file) => {
  const { services, volumes } = parse(readFileSync(file, 'utf8'), { merge: true }) as Compose
  return Object.entries(services)
    .filter(([, { build }]) => build !== undefined)
    .map(([name, service]) => ({ file, name, service, volumes }))
})

test('both compose files run Spillway', () => {
  expect(new Set(SERVICES.map(({ file }) => file)).size).toBe(2)
})

test.each(SERVICES)(
  '$name of $file keeps all that it writes on a volume, because its own files are read-only and end with it',
  ({ service, volumes }) => {
    expect(service.read_only).toBe(true)
    const mounted = (service.volumes ?? []).map((volume) => volume.split(':'))
    const named = mounted.filter(([name]) => name !== undefined && name in volumes).map(([, path]) => path)
    const { DATABASE_URL = '', CHECKPOINTS_DIR, CHECKPOINT_KEY_FILE } = { ...IMAGE, ...service.environment }
    const database = DATABASE_URL.startsWith('file:') ? [DATABASE_URL.slice('file:'.length)] : []
    const written = [...database, CHECKPOINTS_DIR, CHECKPOINT_KEY_FILE]
    expect(written.filter((path) => !named.some((folder) => path?.startsWith(`${folder}/`)))).toEqual([])
  },
)
