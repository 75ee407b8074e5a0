// What is installed beside our own code: at least the versions without a known hole, and nothing that isn't needed.
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { secretsIn } from './secrets.mjs'

type Package = {
  version?: string
  hasInstallScript?: boolean
  resolved?: string
  integrity?: string
  link?: boolean
  optionalDependencies?: Record<string, string>
}
const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
const lock: { packages: Record<string, Package> } = json('package-lock.json')
const manifest = json('package.json')
const safe: Record<string, { atLeast: string; advisories: string[] }> = json('scripts/safe-versions.json')

const installed = Object.entries(lock.packages)
  .filter(([path, { link }]) => path.includes('node_modules/') && !link)
  .map(([path, found]) => ({ path, name: path.split('node_modules/').at(-1) ?? '', ...found }))

/** A prerelease of the lowest safe version is below it. */
function isAtLeast(version: string, lowest: string): boolean {
  const [core = '', prerelease] = version.split(/-(.*)/)
  const [found, wanted] = [core, lowest].map((text) => text.split('.').map(Number))
  for (const [index, part] of (wanted ?? []).entries()) {
    const difference = (found?.[index] ?? 0) - part
    if (difference !== 0) return difference > 0
  }
  return prerelease === undefined
}

test.each([
  ['16.3.3', '16.3.3', true],
  ['16.10.0', '16.3.3', true],
  ['17.0.0', '16.3.3', true],
  ['16.3.2', '16.3.3', false],
  ['9.9.9', '16.3.3', false],
  ['16.3.3-canary.1', '16.3.3', false],
  ['16.4.0-canary.1', '16.3.3', true],
])('version %s is at least %s: %s', (version, lowest, expected) => {
  expect(isAtLeast(version, lowest)).toBe(expected)
})

test.each(Object.entries(safe))('every installed copy of %s is free of the advisories listed for it', (name, rule) => {
  const copies = installed.filter((found) => found.name === name)
  expect(copies.length, 'a package that isn’t installed needs no row').toBeGreaterThan(0)
  const below = copies.filter(({ version = '0' }) => !isAtLeast(version, rule.atLeast))
  expect(below.map(({ path, version }) => `${path} ${version}, below ${rule.atLeast}`)).toEqual([])
  for (const id of rule.advisories) expect(id).toMatch(/^(CVE-\d{4}-\d{4,}|GHSA(-[23456789cfghjmpqrvwx]{4}){3})$/)
})

test('the native image library isn’t installed, because image optimization is switched off', () => {
  expect(installed.filter(({ name }) => name === 'sharp' || name.startsWith('@img/'))).toEqual([])
  expect(readFileSync('next.config.mjs', 'utf8')).toContain('images: { unoptimized: true }')
  // What Next asks for is answered by the empty package, or npm would install the library again.
  const asked = lock.packages['node_modules/next']?.optionalDependencies?.sharp ?? ''
  expect(isAtLeast(json('scripts/without/sharp/package.json').version, asked.replace('^', ''))).toBe(true)
})

test('no package runs a script when it is installed', () => {
  const withScript = new Set(installed.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name))
  expect([...withScript].sort()).toEqual(['@prisma/engines', 'esbuild', 'prisma'])
  const allowed: Record<string, boolean> = manifest.allowScripts
  for (const name of withScript) expect(allowed[name], name).toBe(false)
  expect(Object.values(allowed)).not.toContain(true)
})

test('every package has an exact version, a checksum, and comes from npm', () => {
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'])
    for (const [name, version] of Object.entries(manifest[kind]))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
  expect(installed.length).toBeGreaterThan(300)
  for (const { path, integrity, resolved } of installed) {
    expect(integrity, path).toMatch(/^sha512-/)
    expect(resolved ?? 'https://registry.npmjs.org/', path).toMatch(/^https:\/\/registry\.npmjs\.org\//)
  }
})

test('the list of what ships names every package with its version, license and checksum', () => {
  const text = execFileSync('npm', ['run', '-s', 'sbom'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const { bomFormat, components } = JSON.parse(text)
  expect(bomFormat).toBe('CycloneDX')
  const purls: string[] = components.map(({ purl }: { purl: string }) => purl)
  for (const name of ['next', 'stripe', 'better-auth'])
    expect(purls).toContain(`pkg:npm/${name}@${manifest.dependencies[name]}`)
  expect(purls.some((purl) => purl.includes('playwright'))).toBe(false)
})

test.each([
  ['a secret key', `sk_live_${'a1'.repeat(20)}`],
  ['a restricted key', `rk_test_${'b2'.repeat(20)}`],
  ['a webhook secret', `whsec_${'c3'.repeat(16)}`],
  ['a private key', `-----BEGIN PRIVATE KEY-----\n${'d4'.repeat(32)}`],
  ['an access key', `AKIA${'E5'.repeat(8)}`],
  ['a token', `ghp_${'f6'.repeat(18)}`],
  ['a database address', `postgresql://app:${'g7'.repeat(10)}@db.example/app`],
])('%s in a file is found', (_, secret) => {
  expect(secretsIn(`const x = '${secret}'`)).toHaveLength(1)
})

test('no file of the project, and nothing of the build, holds a real key', () => {
  const ours = globSync(
    [
      '{app,bench,deploy,docs,e2e,lib,prisma,public,scripts,server,simulator}/**/*.{ts,tsx,js,mjs,json,md,prisma,sql,css,html,conf,yml,svg}',
      '*',
      '.env*',
      '.github/**/*',
      '.next/server/**/*.{js,json}',
      '.next/static/**/*',
    ],
    { withFileTypes: true, exclude: (entry) => /^(node_modules|generated)$/.test(entry.name) },
  )
  const files = ours.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`)
  expect(files.length).toBeGreaterThan(500)
  const found = files.flatMap((file) => secretsIn(readFileSync(file, 'utf8')).map((secret) => `${file}: ${secret}…`))
  // A real .env of this machine is nobody's repository.
  expect(found.filter((line) => !/\/\.env: /.test(line))).toEqual([])
  expect(existsSync('.gitignore') && readFileSync('.gitignore', 'utf8')).toMatch(/^\.env$/m)
})
