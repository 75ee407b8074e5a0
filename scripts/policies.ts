// npm run policies: policies as a YAML file, for reviews and for CI. docs/policies.md says how.
// Exit status: 0 nothing to do, or applied; 1 an error, and nothing was changed; 2 `plan` found changes;
// 3 the policies were saved, and a rollout could not be left for approval.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { recordDenied } from '@/lib/auth/record-for'
import { withoutRequest } from '@/lib/auth/request'
import { openFleetForJob, openPlatform, type PlatformAccess } from '@/lib/domain/access/permissions'
import type { PlanSummary } from '@/lib/domain/fleet/plan-summary'
import { plural } from '@/lib/domain/text'
import { EnvironmentError } from '@/lib/env'
import {
  applyFile,
  compareWithFile,
  type FileDiff,
  proposeRollout,
  summarizePlans,
} from '@/lib/features/balance-settings/fleet/apply-policies'
import {
  type FileProblem,
  LARGEST_FILE,
  readPolicyFile,
  writePolicyFile,
} from '@/lib/features/balance-settings/fleet/policy-file'
import { PROBLEM_WORDS } from '@/lib/features/balance-settings/fleet/text'
import { plainText } from '@/lib/features/balance-settings/plain-text'
import { findPerson, findPersonIdByEmail } from '@/lib/gateways/db/people'
import { listPolicies } from '@/lib/gateways/db/policies'
import { requireEnvironment } from '@/lib/require-environment'

const USAGE = `Usage:
  npm run -s policies -- export > policies.yaml
  npm run policies -- plan policies.yaml [--archive]
  npm run policies -- apply policies.yaml --email you@example.com [--archive] [--rollout --reason "Why"]

--archive   archives the policies that the file leaves out
--rollout   plans a rollout of each policy that was changed, and leaves it for another admin to approve`

/** What keeps the command from being carried out, as a sentence with its remedy. */
class Refused extends Error {}

const job = openFleetForJob()

async function read(path: string): Promise<FileDiff> {
  if (!existsSync(path)) throw new Refused(`There is no file ${path}. Nothing was changed.`)
  if (statSync(path).size > LARGEST_FILE)
    throw new Refused(`${path} has more than ${LARGEST_FILE} bytes. Nothing was changed.`)
  const filed = readPolicyFile(readFileSync(path))
  if (!filed.ok) throw new Refused(describe(path, filed.failure))
  const diff = await compareWithFile(job, filed.value, new Date())
  if (!diff.ok) throw new Refused(describe(path, diff.failure))
  return diff.value
}

const describe = (path: string, problems: readonly FileProblem[]): string =>
  [...problems.slice(0, 20).map(({ line, message }) => `${path}:${line}: ${message}`), 'Nothing was changed.'].join(
    '\n',
  )

function printDiff({ changes, others }: FileDiff, archivesOthers: boolean): void {
  for (const { before, draft, lines } of changes) {
    console.log(`${before ? '~' : '+'} ${draft.name}`)
    for (const line of lines) console.log(`    ${line}`)
  }
  for (const { name, id } of others)
    console.log(
      archivesOthers ? `- ${name} (${id}) is archived` : `  ${name} (${id}) isn’t in the file and stays as it is`,
    )
}

function describeSummary(name: string, { change, needApproval, unchanged, skipped, unread }: PlanSummary): string {
  const others = [...Object.entries(skipped), ...Object.entries(unread)].map(([code, count]) => `${count} ${code}`)
  const approval = needApproval > 0 ? `, ${needApproval} of them with approval` : ''
  return `${name}: ${plural(change, 'account')} to change${approval}, ${unchanged} already so${others.map((each) => `, ${each}`).join('')}`
}

const isNothing = ({ changes, others }: FileDiff, archivesOthers: boolean) =>
  changes.length === 0 && (!archivesOthers || others.length === 0)

async function plan(path: string, archivesOthers: boolean): Promise<number> {
  const diff = await read(path)
  printDiff(diff, archivesOthers)
  if (isNothing(diff, archivesOthers)) {
    console.log('Nothing to do: the policies are as the file says.')
    return 0
  }
  const after = archivesOthers
    ? { ...diff, after: diff.after.filter(({ id }) => !diff.others.some((other) => other.id === id)) }
    : diff
  for (const [name, summary] of await summarizePlans(job, after, new Date()))
    console.log(describeSummary(name, summary))
  console.log('Nothing was changed.')
  return 2
}

/** The person who applies a file needs the rights that its screens ask for. */
async function requireManager(email: string | undefined): Promise<PlatformAccess<'fleet:manage'>> {
  const id = email ? await findPersonIdByEmail(email) : null
  const person = id && (await findPerson(id))
  if (!person) throw new Refused('Give the email of an admin with --email. Nothing was changed.')
  const access = openPlatform({ ...person, name: `${person.name} via command line` }, 'fleet:manage')
  if (access) return access
  const role = person.staffRole
  await recordDenied(
    { person, role },
    { attempted: 'fleet:manage', because: role ? `not for the role ${role}` : 'not one of the platform’s staff' },
  )
  throw new Refused(`${person.email} may not change policies. Nothing was changed.`)
}

async function apply(
  path: string,
  {
    email,
    archive,
    rollout,
    reason,
  }: { email?: string | undefined; archive: boolean; rollout: boolean; reason?: string | undefined },
): Promise<number> {
  const why = plainText(500).trim().min(1).safeParse(reason)
  if (rollout && !why.success)
    throw new Refused('A rollout that waits for approval needs --reason. Nothing was changed.')
  const access = await requireManager(email)
  const diff = await read(path)
  printDiff(diff, archive)
  if (isNothing(diff, archive)) {
    console.log('Nothing to do: the policies are as the file says.')
    return 0
  }
  const applied = await applyFile(access, diff, { archivesOthers: archive })
  if (!applied.ok) throw new Refused(PROBLEM_WORDS[applied.failure])
  console.log(`Policies saved: ${applied.value.length}${archive ? `, archived: ${diff.others.length}` : ''}.`)
  let status = 0
  for (const [index, policyId] of (rollout ? applied.value : []).entries()) {
    const name = diff.changes[index]?.draft.name
    const proposed = await proposeRollout(access, job, {
      policyId,
      reason: why.data ?? '',
      signal: new AbortController().signal,
    })
    if (proposed.ok) console.log(`${name}: rollout ${proposed.value} waits for another admin to approve it.`)
    else if (proposed.failure === 'nothing') console.log(`${name}: no account would change, so there is no rollout.`)
    else {
      console.error(`${name}: the policy was saved, the rollout wasn’t planned. ${PROBLEM_WORDS[proposed.failure]}`)
      status = 3
    }
  }
  return status
}

async function main(): Promise<number> {
  const { positionals, values } = readArguments()
  const [command, path, ...more] = positionals
  if (existsSync('.env')) process.loadEnvFile('.env')
  requireEnvironment()
  if (command === 'export' && path === undefined) {
    process.stdout.write(writePolicyFile(await listPolicies(job)))
    return 0
  }
  if (path === undefined || more.length > 0) throw new Refused(USAGE)
  const { archive = false, rollout = false, email, reason } = values
  if (command === 'plan') return plan(path, archive)
  if (command === 'apply') return apply(path, { email, archive, rollout, reason })
  throw new Refused(USAGE)
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        email: { type: 'string' },
        reason: { type: 'string' },
        archive: { type: 'boolean' },
        rollout: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new Refused(`${error instanceof Error ? error.message : 'The options can’t be read.'}\n\n${USAGE}`)
  }
}

try {
  process.exitCode = await withoutRequest(main)
} catch (error) {
  console.error(error instanceof Refused || error instanceof EnvironmentError ? error.message : error)
  process.exitCode = 1
}
process.exit()
