// What the load bench does with a rollout, in a process of its own beside the server: begins one to all accounts, and pauses it.
import { withoutRequest } from '@/lib/auth/request'
import { openPlatform } from '@/lib/domain/access/permissions'
import { runRollouts } from '@/lib/features/balance-settings/fleet/carry-out'
import { askForChange, move } from '@/lib/features/balance-settings/fleet/move-rollout'
import { database } from '@/lib/gateways/db/client'
import { findPerson } from '@/lib/gateways/db/people'
import { countItems } from '@/lib/gateways/db/rollout-items'

const { person: people } = await database()
const { id } = await people.findFirstOrThrow({ where: { staffRole: 'admin' } })
const person = await findPerson(id)
const access = (person && openPlatform(person, 'fleet:manage')) ?? raise()
let rolloutId = ''

function raise(): never {
  throw new Error('no admin')
}

async function begin(): Promise<void> {
  const list = { search: '', state: null, filters: {}, range: null }
  rolloutId = await askForChange(access, { name: 'Bench', values: { delayDaysOverride: 11 } }, { list })
  await runRollouts(new AbortController().signal)
  const pace = { canary: 0, share: 100, haltAbove: 100, waits: false, hours: null }
  await step('start', pace)
}

async function step(what: 'start' | 'pause', pace: Parameters<typeof move>[1]['pace'] = null): Promise<void> {
  const moved = await move(access, { rolloutId, move: what, reason: null, pace })
  if (!moved.ok) throw new Error(moved.failure)
}

process.on('message', async (what: 'begin' | 'pause' | 'count') => {
  await withoutRequest(async () => {
    if (what === 'begin') await begin()
    if (what === 'pause') await step('pause')
  })
  process.send?.({ at: Date.now(), counts: await countItems(access, rolloutId) })
})
process.send?.({})
