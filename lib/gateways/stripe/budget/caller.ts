import { AsyncLocalStorage } from 'node:async_hooks'
import type { Lane } from './pacer'

/** A ticket; one with a job belongs to it, also where it acts for a person. */
export type Ticket = { account: { id: string }; person?: { id: string }; job?: string }

/** On whose behalf a call is made. */
export type Caller = {
  lane: Lane
  personId: string | null
  accountId: string | null
  /** When this call may be retried, in epoch milliseconds. */
  notBefore: number
}

const callers = new AsyncLocalStorage<Caller>()

export function onBehalfOf<T>(ticket: Ticket | null, ask: () => Promise<T>): Promise<T> {
  const person = ticket?.job ? undefined : ticket?.person
  return callers.run(
    {
      lane: person ? 'people' : ticket?.job === 'sweep' ? 'sweep' : 'background',
      personId: person?.id ?? null,
      accountId: ticket?.account.id ?? null,
      notBefore: 0,
    },
    ask,
  )
}

export const callerInHand = (): Caller =>
  callers.getStore() ?? { lane: 'background', personId: null, accountId: null, notBefore: 0 }
