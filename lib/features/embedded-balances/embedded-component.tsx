'use client'
import type { StripeConnectInstance } from '@stripe/connect-js/pure'
import { ConnectComponentsProvider } from '@stripe/react-connect-js'
import { type ReactNode, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { Notice } from '@/lib/ui/notice'
import { CHANGED_AT_STRIPE } from '@/lib/ui/page-events'
import { connectAppearance, onThemeChange } from './appearance'
import { componentText as text } from './component-text'
import { openInstance, type Place, SessionFailed, scriptLoaded } from './connect-instances'

/** Connect.js reports nothing when its script is blocked, so Spillway stops waiting after this long. Milliseconds. */
const TIMEOUT = 20_000

/** Whether a retry starts from here, or the page has to be loaded again. */
type Failure = { title: string; because: string; retry: 'here' | 'reload' }

type Listeners = { onLoaderStart: () => void; onLoadError: () => void }

type Props = {
  place: Place
  /** What works nevertheless, for when the component doesn't. */
  stillWorks: string
  /** Shown until the component starts; null for one that may have nothing to show. */
  skeleton: ReactNode
  onFailure?: () => void
  children: (listeners: Listeners) => ReactNode
}

/** One of Stripe's components, with what Connect.js leaves to its host: waiting, failing and trying again. */
export function EmbeddedComponent({ place, stillWorks, skeleton, onFailure, children }: Props) {
  const [instance, setInstance] = useState<StripeConnectInstance | null>(null)
  const [isShown, setIsShown] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [version, setVersion] = useState(0)
  const started = useRef(false)
  const open = useEffectEvent(() => openInstance(place))

  // biome-ignore lint/correctness/useExhaustiveDependencies: another account is another instance, a retry another attempt
  useEffect(() => {
    let isCurrent = true
    const fail = (reason: Failure) => isCurrent && !started.current && setFailure(reason)
    const watchdog = setTimeout(() => fail({ ...text.timeout, retry: 'reload' }), TIMEOUT)

    open()
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
  }, [place.accountId, place.publishableKey, attempt])

  useEffect(
    () => (instance ? onThemeChange(() => instance.update({ appearance: connectAppearance() })) : undefined),
    [instance],
  )
  useEffect(() => ignoreLoaderRejections(), [])
  const hasFailed = failure !== null
  useEffect(() => {
    if (hasFailed) onFailure?.()
  }, [hasFailed, onFailure])

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
    <>
      {failure && (
        <Notice tone="problem" title={failure.title} live="alert">
          <p>{failure.retry === 'here' ? failure.because : `${failure.because} ${stillWorks}`}</p>
          <div className="mt-2">
            <Button onClick={() => retry(failure.retry)}>{text.tryAgain}</Button>
          </div>
        </Notice>
      )}
      {isShown || failure || skeleton === null ? null : <div>{skeleton}</div>}
      {instance && !failure && (
        <ConnectComponentsProvider key={version} connectInstance={instance}>
          {children({ onLoaderStart, onLoadError })}
        </ConnectComponentsProvider>
      )}
    </>
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
