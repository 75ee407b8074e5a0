import 'server-only'
import { type Refusal, recordRefusals } from '@/lib/gateways/db/refused-sign-ins'

let waiting: Refusal[] = []
let writing: Promise<void> | undefined

/** Counts a refusal. Those that come while others are being written share one transaction, so that an attack is not one each. */
export async function countRefusal(refusal: Refusal): Promise<void> {
  waiting.push(refusal)
  const before = writing
  await before?.catch(() => {})
  // Of those that waited, the first writes for all.
  if (waiting.includes(refusal)) {
    const refusals = waiting
    waiting = []
    writing = recordRefusals(refusals, new Date())
  }
  await writing
}
