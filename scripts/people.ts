// npm run people -- add-admin --email ada@example.com [--name "Ada"]: the way in for the first people.

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { addPerson } from '@/lib/auth/people'
import { isAccountId } from '@/lib/domain/accounts/connected-account'
import { environment } from '@/lib/env'
import { requireEnvironment } from '@/lib/require-environment'

const USAGE = `Usage:
  npm run people -- add-admin    --email you@example.com [--name "Your name"]
  npm run people -- add-operator --email …
  npm run people -- add-viewer   --email …
  npm run people -- add-owner    --email … --account acct_…
  npm run people -- add-member   --email … --account acct_…

A new person's password is read from PASSWORD in the environment; without it one is made and printed once.`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { email: { type: 'string' }, name: { type: 'string' }, account: { type: 'string' } },
})

function refuse(why: string): never {
  console.error(`${why}\n\n${USAGE}`)
  process.exit(1)
}

const [, role] = /^add-(admin|operator|viewer|owner|member)$/.exec(positionals[0] ?? '') ?? refuse('Say whom to add.')
const email = z.email().safeParse(values.email)
if (!email.success) refuse('Give an email address with --email.')
if ((role === 'owner' || role === 'member') && !isAccountId(values.account))
  refuse('Give the connected account with --account.')

if (existsSync('.env')) process.loadEnvFile('.env')
requireEnvironment()
const password = process.env.PASSWORD || randomBytes(15).toString('base64url')
const person = { name: values.name ?? email.data.split('@')[0] ?? email.data, email: email.data, password }
const { isNew } = await addPerson(
  role === 'owner' || role === 'member'
    ? { ...person, role, accountId: values.account ?? '' }
    : { ...person, staffRole: role as 'admin' | 'operator' | 'viewer' },
)
console.log(`${email.data} is now ${role}${values.account ? ` of ${values.account}` : ''}.`)
if (isNew && !process.env.PASSWORD) console.log(`Password, shown only now: ${password}`)
if (isNew) console.log(`Sign in at ${environment().APP_URL}/sign-in`)
process.exit(0)
