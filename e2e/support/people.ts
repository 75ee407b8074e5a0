import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { type TestRole, testDatabase } from './database'
import { world } from './world'

const PASSWORD = 'a password only for tests'

/** Someone added by the command line, as the first people of a platform are; they sign in by the form. */
export async function addPersonByCommand(
  role: TestRole,
  { accountId, password = PASSWORD }: { accountId?: string; password?: string } = {},
): Promise<{ personId: string; name: string; email: string; password: string }> {
  const name = `Person ${randomUUID().slice(0, 8)}`
  const email = `${randomUUID()}@people.example`
  await promisify(execFile)(
    process.execPath,
    [
      ...[
        '--conditions=react-server',
        '--import',
        'tsx',
        'scripts/people.ts',
        `add-${role}`,
        '--email',
        email,
        '--name',
        name,
      ],
      ...(accountId ? ['--account', accountId] : []),
    ],
    { env: { ...process.env, ...world.environment, PASSWORD: password } },
  )
  const { id } = await (await testDatabase()).person.findUniqueOrThrow({ where: { email } })
  return { personId: id, name, email, password }
}
