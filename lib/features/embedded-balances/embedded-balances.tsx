'use client'
import type { StripeConnectInstance } from '@stripe/connect-js/pure'
import { ConnectBalances, ConnectComponentsProvider } from '@stripe/react-connect-js'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { Notice } from '@/lib/ui/notice'
import { CHANGED_AT_STRIPE } from '@/lib/ui/page-events'
import { Skeleton } from '@/lib/ui/skeleton'
import { connectAppearance, onThemeChange } from './appearance'
import { componentText as text } from './component-text'
import { openInstance, SessionFailed, scriptLoaded } from './connect-instances'

/** Connect.js reports nothing when its script is blocked, so Spillway stops waiting after this long. Milliseconds. */
const TIMEOUT = 20_000

/** Whether a retry starts from here, or the page has to be loaded again. */
type Failure = { title: string; because: string; retry: 'here' | 'reload' }

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
    const watchdog = setTimeout(() => fail({ ...text.timeout, retry: 'reload' }), TIMEOUT)

    openInstance(accountId, publishableKey)
      .then((opened) => {
        if (!isCurrent) return
        setInstance(opened)
        scriptLoaded(opened).catch(() => fail({ ...text.script, retry: 'reload' }))
      })
      .catch((error: unknown) =>
        fail({
          title: text.noSession,
          because: error instanceof SessionFailed ? error.because : text.no_answer,
          retry: 'here',
        }),
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

  // After a native save or payout the component reads the account again.
  useEffect(() => {
    const reload = () => setVersion((current) => current + 1)
    window.addEventListener(CHANGED_AT_STRIPE, reload)
    return () => window.removeEventListener(CHANGED_AT_STRIPE, reload)
  }, [])

  const onLoaderStart = useCallback(() => {
    started.current = true
    setIsShown(true)
    setFailure(null)
  }, [])
  const onLoadError = useCallback(() => {
    // Once the loader has started, the component shows its errors itself.
    if (!started.current) setFailure({ ...text.failed, retry: 'reload' })
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
            <Button onClick={() => retry(failure.retry)}>{text.tryAgain}</Button>
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
    <div role="status" aria-label={text.loading} className="absolute inset-0 flex flex-col gap-4">
      <Skeleton className="h-4 w-28" />
      <Skeleton className="h-9 w-48" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="mt-4 h-24 w-full" />
    </div>
  )
}

/** The loader rejects once per element and setter, and nothing catches it; the page already shows why. */
function ignoreLoaderRejections(): () => void {
  const ignore = (event: PromiseRejectionEvent) => {
    const message = event.reason instanceof Error ? event.reason.message : String(event.reason)
    if (/Failed to load Connect\.js|did not load the necessary objects/.test(message)) event.preventDefault()
  }
  window.addEventListener('unhandledrejection', ignore)
  return () => window.removeEventListener('unhandledrejection', ignore)
}
