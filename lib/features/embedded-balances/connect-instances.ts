import { loadConnectAndInitialize, type StripeConnectInstance } from '@stripe/connect-js/pure'
import { askAction } from '@/lib/ui/call-action'
import { announceRecorded } from '@/lib/ui/page-events'
import { createBalancesSessionAction } from './actions'
import { connectAppearance } from './appearance'
import { componentText } from './component-text'
import { openInstances } from './open-instances'

export class SessionFailed extends Error {
  readonly because: string
  constructor(because: string) {
    super('no account session')
    this.because = because
  }
}

async function createSecret(accountId: string): Promise<string> {
  const called = await askAction(createBalancesSessionAction, accountId)
  if (!called.ok) throw new SessionFailed(componentText[called.failure])
  announceRecorded()
  const answer = called.value
  if (answer.kind === 'created') return answer.clientSecret
  throw new SessionFailed(answer.kind === 'failed' ? answer.because : componentText.sessionEnded)
}

/** @throws SessionFailed when no session could be created; the next call tries again */
export function openInstance(accountId: string, publishableKey: string): Promise<StripeConnectInstance> {
  const open = openInstances.get(accountId) ?? createInstance(accountId, publishableKey)
  openInstances.set(accountId, open)
  open.catch(() => openInstances.delete(accountId))
  return open
}

/**
 * The first secret is fetched before Connect.js starts, because the loader doesn't handle its failure. Connect.js requests
 * a new one whenever a session expires.
 */
async function createInstance(accountId: string, publishableKey: string): Promise<StripeConnectInstance> {
  let first: string | null = await createSecret(accountId)
  return loadConnectAndInitialize({
    publishableKey,
    appearance: connectAppearance(),
    fetchClientSecret: async () => {
      const secret = first ?? (await createSecret(accountId))
      first = null
      return secret
    },
  })
}

/** Rejects when Connect.js could not be loaded. The loader reports it only here, which its public type leaves out. */
export function scriptLoaded(instance: StripeConnectInstance): Promise<unknown> {
  return (instance as StripeConnectInstance & { debugInstance(): Promise<unknown> }).debugInstance()
}
