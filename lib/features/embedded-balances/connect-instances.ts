import { loadConnectAndInitialize, type StripeConnectInstance } from '@stripe/connect-js/pure'
import type { PageAnswer } from '@/lib/domain/access/page-answer'
import { askAction } from '@/lib/ui/call-action'
import { announceRecorded } from '@/lib/ui/page-events'
import { connectAppearance } from './appearance'
import { componentText } from './component-text'
import { openInstances } from './open-instances'
import type { SessionAnswer } from './session-answer'

export class SessionFailed extends Error {
  readonly because: string
  constructor(because: string) {
    super('no account session')
    this.because = because
  }
}

/** What creates a session: one action for each place where components are. */
type CreateSession = (viewer: string, accountId: string) => Promise<PageAnswer<SessionAnswer>>

async function createSecret(create: CreateSession, accountId: string): Promise<string> {
  const called = await askAction(create, accountId)
  if (!called.ok) throw new SessionFailed(componentText[called.failure])
  announceRecorded()
  const answer = called.value
  if (answer.kind === 'created') return answer.clientSecret
  throw new SessionFailed(answer.kind === 'failed' ? answer.because : componentText.sessionEnded)
}

export type Place = { name: string; accountId: string; publishableKey: string; create: CreateSession }

/** @throws SessionFailed when no session could be created; the next call tries again */
export function openInstance(place: Place): Promise<StripeConnectInstance> {
  const key = `${place.name} ${place.accountId}`
  const open = openInstances.get(key) ?? createInstance(place)
  openInstances.set(key, open)
  open.catch(() => openInstances.delete(key))
  return open
}

/**
 * The first secret is fetched before Connect.js starts, because the loader doesn't handle its failure. Connect.js requests
 * a new one whenever a session expires.
 */
async function createInstance({ accountId, publishableKey, create }: Place): Promise<StripeConnectInstance> {
  let first: string | null = await createSecret(create, accountId)
  return loadConnectAndInitialize({
    publishableKey,
    appearance: connectAppearance(),
    fetchClientSecret: async () => {
      const secret = first ?? (await createSecret(create, accountId))
      first = null
      return secret
    },
  })
}

/** Rejects when Connect.js could not be loaded. The loader reports it only here, which its public type leaves out. */
export function scriptLoaded(instance: StripeConnectInstance): Promise<unknown> {
  return (instance as StripeConnectInstance & { debugInstance(): Promise<unknown> }).debugInstance()
}
