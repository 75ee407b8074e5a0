'use client'
import type { StripeConnectInstance } from '@stripe/connect-js/pure'
import { ConnectBalances, ConnectComponentsProvider } from '@stripe/react-connect-js'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { Notice } from '@/lib/ui/notice'
import { CHANGED_AT_STRIPE } from '@/lib/ui/page-events'
import { Skeleton } from '@/lib/ui/skeleton'
import { connectAppearance, onThemeChange } from './appearance'
import { openInstance, SessionFailed, scriptLoaded } from './connect-instances'

/** Connect.js tells nothing when its script is blocked, so patience ends by our own clock. Milliseconds. */
const PATIENCE = 20_000

type Failure = { title: string; because: string; retry: 'here' | 'reload' }

const FAILURES = {
  script: {
    title: 'Stripe’s component could not be loaded',
    because:
      'Its script was blocked or did not arrive. A content blocker or a network filter may be the cause. The settings beside it still work.',
    retry: 'reload',
  },
  timeout: {
    title: 'Stripe’s component did not start',
    because: 'It gave no sign for 20 seconds. The settings beside it still work.',
    retry: 'reload',
  },
  component: {
    title: 'Stripe’s component could not show this account',
    because: 'Stripe reported a problem. Nothing was changed, and the settings beside it still work.',
    retry: 'reload',
  },
  connection: {
    title: 'No account session',
    because: 'Spillway did not answer. Check your connection.',
    retry: 'here',
  },
} satisfies Record<string, Failure>

export function EmbeddedBalances({ accountId, publishableKey }: { accountId: string; publishableKey: string }) {
  const [instance, setInstance] = useState<StripeConnectInstance | null>(null)
  const [isShown, setIsShown] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [version, setVersion] = useState(0)
  const started = useRef(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a retry is another attempt
  useEffect(() => {
    let isCurrent = true
    const fail = (reason: Failure) => isCurrent && !started.current && setFailure(reason)
    const watchdog = setTimeout(() => fail(FAILURES.timeout), PATIENCE)

    openInstance(accountId, publishableKey)
      .then((opened) => {
        if (!isCurrent) return
        setInstance(opened)
        scriptLoaded(opened).catch(() => fail(FAILURES.script))
      })
      .catch((error: unknown) =>
        fail(
          error instanceof SessionFailed
            ? { title: 'No account session', because: error.because, retry: 'here' }
            : FAILURES.connection,
        ),
      )

    return () => {
      isCurrent = false
      clearTimeout(watchdog)
    }
  }, [accountId, publishableKey, attempt])

  useEffect(
    () => (instance ? onThemeChange(() => instance.update({ appearance: connectAppearance() })) : undefined),
    [instance],
  )
  useEffect(() => ignoreLoaderRejections(), [])

  // Both halves of the page speak of the same account: after a native save or payout the component reads again.
  useEffect(() => {
    const reread = () => setVersion((current) => current + 1)
    window.addEventListener(CHANGED_AT_STRIPE, reread)
    return () => window.removeEventListener(CHANGED_AT_STRIPE, reread)
  }, [])

  const onLoaderStart = useCallback(() => {
    started.current = true
    setIsShown(true)
    setFailure(null)
  }, [])
  const onLoadError = useCallback(() => {
    // After the loader has started, the component explains itself in its own place.
    if (!started.current) setFailure(FAILURES.component)
  }, [])

  function retry(kind: Failure['retry']) {
    if (kind === 'reload') return window.location.reload()
    setFailure(null)
    setAttempt((current) => current + 1)
  }

  return (
    <div className="relative min-h-80">
      {failure && (
        <Notice tone="problem" title={failure.title} live="alert">
          <p>{failure.because}</p>
          <div className="mt-2">
            <Button onClick={() => retry(failure.retry)}>Try again</Button>
          </div>
        </Notice>
      )}
      {!isShown && !failure && <EmbeddedBalancesSkeleton />}
      {instance && !failure && (
        <ConnectComponentsProvider connectInstance={instance}>
          <ConnectBalances key={version} onLoaderStart={onLoaderStart} onLoadError={onLoadError} />
        </ConnectComponentsProvider>
      )}
    </div>
  )
}

function EmbeddedBalancesSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading Stripe’s balances component"
      className="absolute inset-0 flex flex-col gap-4"
    >
      <Skeleton className="h-4 w-28" />
      <Skeleton className="h-9 w-48" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="mt-4 h-24 w-full" />
    </div>
  )
}

/** The loader rejects once per element and setter with nobody to catch it; we have already shown why. */
function ignoreLoaderRejections(): () => void {
  const ignore = (event: PromiseRejectionEvent) => {
    const text = event.reason instanceof Error ? event.reason.message : String(event.reason)
    if (/Failed to load Connect\.js|did not load the necessary objects/.test(text)) event.preventDefault()
  }
  window.addEventListener('unhandledrejection', ignore)
  return () => window.removeEventListener('unhandledrejection', ignore)
}
