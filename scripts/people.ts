// npm run people: who may sign in, for the first people and for people who have only a shell.

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import {
  addPerson,
  COMMAND_LINE,
  disablePerson,
  enablePerson,
  type PeopleProblem,
  removeAccess,
  removeFactor,
  resetPassword,
  signOutEverywhere,
} from '@/lib/auth/people'
import { MIN_PASSWORD_LENGTH } from '@/lib/domain/access/passwords'
import { type AccountRole, describeGrant, type Grant, type StaffRole } from '@/lib/domain/access/permissions'
import { isAccountId } from '@/lib/domain/accounts/connected-account'
import type { Result } from '@/lib/domain/result'
import { environment } from '@/lib/env'
import { findPersonIdByEmail, listEverybody } from '@/lib/gateways/db/people'
import { requireEnvironment } from '@/lib/require-environment'

const USAGE = `Usage:
  npm run people -- list
  npm run people -- add-admin      --email you@example.com [--name "Your name"]
  npm run people -- add-operator   --email …
  npm run people -- add-approver   --email …
  npm run people -- add-viewer     --email …
  npm run people -- add-auditor    --email …
  npm run people -- add-owner      --email … --account acct_…
  npm run people -- add-member     --email … --account acct_…
  npm run people -- remove         --email …                     all access, and the person
  npm run people -- remove         --email … --staff             the role as staff
  npm run people -- remove         --email … --account acct_…    the access to one account
  npm run people -- disable        --email …                     shut out, with the roles kept
  npm run people -- enable         --email …
  npm run people -- reset-password --email …
  npm run people -- sign-out       --email …                     on every device
  npm run people -- remove-second-factor --email …               for somebody who has lost it

To add somebody who has another role changes the role. A password is read from PASSWORD in the environment; without it
one is made and printed once.`

const REASONS: Record<PeopleProblem, string> = {
  unknown_person: 'Nobody has that email.',
  unknown_account: 'No connected account has that id. Sync first if it is new.',
  has_password: 'That person has a password already. Run this without PASSWORD, or use reset-password.',
  no_password: 'A new person needs a password.',
  short_password: `A password needs at least ${MIN_PASSWORD_LENGTH} characters.`,
  common_password: 'That password is in lists of common ones. Choose another one.',
  personal_password: 'That password consists of the name, the email or the name of Spillway. Choose another one.',
  last_admin: 'That is the last admin. Add another one first.',
  last_owner: 'That is the last owner of the account. Add another one first.',
  has_access: 'That person has access already.',
  no_mail: 'No mail server is set.',
  has_no_such_access: 'That person has no such access.',
  own_access: 'Another admin has to change that.',
  is_disabled: 'That person is disabled. Enable them first.',
  no_factor: 'That person has no second factor.',
  link_ended: 'That link has ended.',
}

function refuse(why: string): never {
  console.error(`${why} Nothing was changed.\n\n${USAGE}`)
  process.exit(1)
}

function orRefuse<T>(result: Result<T, PeopleProblem>): T {
  if (result.ok) return result.value
  console.error(`${REASONS[result.failure]} Nothing was changed.`)
  process.exit(1)
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        account: { type: 'string' },
        staff: { type: 'boolean' },
      },
    })
  } catch (error) {
    refuse(error instanceof Error ? `${error.message}.` : 'The options can’t be read.')
  }
}

const { positionals, values } = readArguments()
const [command = '', ...others] = positionals
if (others.length > 0) refuse(`“${others.join(' ')}” is too much.`)
if (existsSync('.env')) process.loadEnvFile('.env')
requireEnvironment()

const emailOf = () => z.email().safeParse(values.email).data ?? refuse('Give an email address with --email.')
const accountOf = () =>
  isAccountId(values.account) ? values.account : refuse('Give the connected account with --account acct_….')
const given = process.env.PASSWORD

async function add(grant: Grant): Promise<void> {
  const email = emailOf()
  const isKnown = (await findPersonIdByEmail(email)) !== null
  const password = given || (isKnown ? null : randomBytes(15).toString('base64url'))
  const name = values.name ?? email.split('@')[0] ?? email
  const { isNew, isChanged } = orRefuse(await addPerson(COMMAND_LINE, grant, { name, email, password }))
  console.log(`${email} is ${isChanged ? 'now' : 'already'} ${describeGrant(grant)}.`)
  if (isNew && !given) console.log(`Password, shown only now: ${password}`)
  if (isNew) console.log(`Sign in at ${environment().APP_URL}/sign-in`)
}

async function remove(): Promise<void> {
  if (values.staff && values.account) refuse('Give either --staff or --account.')
  const from = values.staff ? 'staff' : values.account === undefined ? 'everything' : { accountId: accountOf() }
  const { removed } = orRefuse(await removeAccess(COMMAND_LINE, emailOf(), from))
  console.log(removed === null ? `${emailOf()} has no access any more.` : `${emailOf()} is no longer ${removed}.`)
}

async function run(): Promise<void> {
  const [, role] = /^add-(admin|operator|approver|viewer|auditor|owner|member)$/.exec(command) ?? []
  if (role === 'owner' || role === 'member') return add({ role: role as AccountRole, accountId: accountOf() })
  if (role && values.account) refuse('Staff reach every account: leave out --account.')
  if (role) return add({ staffRole: role as StaffRole })
  switch (command) {
    case 'list':
      for (const {
        email,
        name,
        staffRole,
        memberships,
        disabledMemberships = [],
        disabledAt,
      } of await listEverybody()) {
        const roles = [
          ...(staffRole ? [staffRole] : []),
          ...memberships.map(describeGrant),
          ...disabledMemberships.map((each) => `${describeGrant(each)} (disabled)`),
        ]
        const all = roles.join(', ') || 'no access'
        console.log([email, name, disabledAt ? `disabled (${all})` : all].join('\t'))
      }
      return
    case 'remove':
      return remove()
    case 'disable': {
      const isChanged = orRefuse(await disablePerson(COMMAND_LINE, emailOf(), new Date()))
      console.log(`${emailOf()} is ${isChanged ? 'now' : 'already'} disabled, and reaches nothing.`)
      return
    }
    case 'enable': {
      const isChanged = orRefuse(await enablePerson(COMMAND_LINE, emailOf()))
      console.log(`${emailOf()} ${isChanged ? 'can sign in again' : 'isn’t disabled'}.`)
      return
    }
    case 'reset-password': {
      const password = given || randomBytes(15).toString('base64url')
      orRefuse(await resetPassword(COMMAND_LINE, emailOf(), password))
      console.log(`${emailOf()} has a new password and is signed out.`)
      if (!given) console.log(`Password, shown only now: ${password}`)
      return
    }
    case 'sign-out':
      console.log(
        `Sessions of ${emailOf()} that were ended: ${orRefuse(await signOutEverywhere(COMMAND_LINE, emailOf()))}`,
      )
      return
    case 'remove-second-factor':
      orRefuse(await removeFactor(COMMAND_LINE, emailOf()))
      console.log(`${emailOf()} signs in with the password alone.`)
      return
    default:
      refuse('Say what to do.')
  }
}

await run()
process.exit(0)
