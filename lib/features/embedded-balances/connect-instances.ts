import { loadConnectAndInitialize, type StripeConnectInstance } from '@stripe/connect-js/pure'
import { RECORDED } from '@/lib/ui/page-events'
import { createBalancesSessionAction } from './actions'
import { connectAppearance } from './appearance'
import { openInstances } from './open-instances'

export class SessionFailed extends Error {
  readonly because: string
  constructor(because: string) {
    super('no account session')
    this.because = because
  }
}

async function mintSecret(accountId: string): Promise<string> {
  const answer = await createBalancesSessionAction(accountId)
  window.dispatchEvent(new Event(RECORDED))
  if (answer.kind === 'created') return answer.clientSecret
  throw new SessionFailed(answer.kind === 'failed' ? answer.because : 'Your session has ended.')
}

/** @throws SessionFailed when there is no session to be had; the next call then asks anew */
export function openInstance(accountId: string, publishableKey: string): Promise<StripeConnectInstance> {
  const open = openInstances.get(accountId) ?? createInstance(accountId, publishableKey)
  openInstances.set(accountId, open)
  open.catch(() => openInstances.delete(accountId))
  return open
}

/**
 * The first secret is fetched before Connect.js is started: the loader asks for it at once and leaves its refusal
 * unhandled. Later ones are asked for by Connect.js when a session expires, and are always new.
 */
async function createInstance(accountId: string, publishableKey: string): Promise<StripeConnectInstance> {
  let first: string | null = await mintSecret(accountId)
  return loadConnectAndInitialize({
    publishableKey,
    appearance: connectAppearance(),
    fetchClientSecret: async () => {
      const secret = first ?? (await mintSecret(accountId))
      first = null
      return secret
    },
  })
}

/** Rejects when Connect.js could not be loaded: the one sign that the loader gives, and not in its public type. */
export function scriptLoaded(instance: StripeConnectInstance): Promise<unknown> {
  return (instance as StripeConnectInstance & { debugInstance(): Promise<unknown> }).debugInstance()
}
