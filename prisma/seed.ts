// Fills an empty demo database: the simulator's accounts as a first sync finds them, and the demo people.
import { addPerson, COMMAND_LINE } from '@/lib/auth/people'
import { environment } from '@/lib/env'
import { continueSync, requestSync } from '@/lib/features/accounts/sync-accounts'
import { NO_ORIGIN } from '@/lib/gateways/db/audit-log'
import { countPeople } from '@/lib/gateways/db/people'

const { DEMO_PEOPLE = [] } = environment()

if ((await countPeople()) === 0) {
  await requestSync({ actor: { kind: 'system', name: 'Demo' }, origin: NO_ORIGIN })
  await continueSync(new AbortController().signal)
  for (const { name, email, password, staffRole, memberships } of DEMO_PEOPLE) {
    const roles = [...(staffRole ? [{ staffRole }] : []), ...memberships]
    for (const [index, role] of roles.entries())
      await addPerson(COMMAND_LINE, role, { name, email, password: index === 0 ? password : null })
  }
}
process.exit(0)
