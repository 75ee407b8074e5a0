import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { database } from '@/lib/gateways/db/client'
import { openTestDatabase } from '@/lib/gateways/db/testing/test-database'

const run = (...args: string[]) =>
  new Promise<{ status: number; output: string }>((resolve) => {
    const all = ['--conditions=react-server', '--import', 'tsx', 'scripts/policies.ts', ...args]
    execFile(process.execPath, all, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code) : 0, output: stdout + stderr }),
    )
  })

test('the exit status says whether there is something to do, and only an admin applies a file', async () => {
  await openTestDatabase()
  const db = await database()
  for (const [email, staffRole] of [
    ['ada@x.test', 'admin'],
    ['olga@x.test', 'operator'],
  ] as const)
    await db.person.create({ data: { id: email, name: 'Somebody', email, staffRole } })
  const folder = mkdtempSync(join(tmpdir(), 'spillway-policies-'))
  const fileWith = (delay: string) => {
    const file = join(folder, `${delay}.yaml`)
    writeFileSync(file, `version: 1\npolicies:\n  - name: Slower\n    settings: {delayDaysOverride: ${delay}}\n`)
    return file
  }
  const file = fileWith('10')
  const [malformed, planned, byOperator] = await Promise.all([
    run('plan', fileWith('ten')),
    run('plan', file),
    run('apply', file, '--email', 'olga@x.test'),
  ])
  expect(malformed).toEqual({ status: 1, output: expect.stringMatching(/ten.yaml:4: settings.delayDaysOverride: /) })
  expect(planned).toEqual({ status: 2, output: expect.stringContaining('+ Slower') })
  expect([byOperator.status, await db.policy.count()]).toEqual([1, 0])
  expect(await db.auditEntry.findFirst({ where: { type: 'denied' } })).toMatchObject({ actorId: 'olga@x.test' })

  const applied = await run('apply', file, '--email', 'ada@x.test')
  expect(applied).toEqual({ status: 0, output: expect.stringContaining('Policies saved: 1.') })
  const exported = await run('export')
  writeFileSync(file, exported.output)
  expect(await run('plan', file)).toEqual({ status: 0, output: expect.stringContaining('Nothing to do') })
}, 120_000)
