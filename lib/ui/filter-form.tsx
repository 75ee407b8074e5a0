'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'

/** Milliseconds without a key after which a search begins. */
const PAUSE = 250

/**
 * A form whose fields make up the address of a page. It applies itself: a search while it is typed, any other field once
 * it has changed. Without script it is a plain form, sent with the `submit` button.
 */
export function FilterForm({
  action,
  submit,
  className,
  children,
}: {
  action: `/${string}`
  submit: ReactNode
  className?: string
  children: ReactNode
}) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const changed = useRef<string | null>(null)

  useEffect(() => {
    const element = form.current
    if (!element) return
    const apply = (name: string) => {
      changed.current = name
      element.requestSubmit()
    }
    const search = () => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => apply(SEARCH), PAUSE)
    }
    const onInput = ({ target }: Event) => {
      if (isSearch(target)) search()
    }
    // A search that still waits begins when its field is left, so it never comes after what the person does next.
    const onChange = ({ target }: Event) => {
      if (!isSearch(target) || timer.current !== undefined) apply((target as HTMLInputElement).name)
    }
    element.addEventListener('input', onInput)
    element.addEventListener('change', onChange)
    // What was typed before the script came.
    const field = element.querySelector<HTMLInputElement>('input[type=search]')
    if (field && field.value !== field.defaultValue) search()
    return () => {
      clearTimeout(timer.current)
      element.removeEventListener('input', onInput)
      element.removeEventListener('change', onChange)
    }
  }, [])

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    clearTimeout(timer.current)
    timer.current = undefined
    const fields = [...new FormData(event.currentTarget)] as [string, string][]
    // Another order begins with its own direction.
    const isKept = ([name, value]: [string, string]) => value !== '' && !(name === 'dir' && changed.current === 'sort')
    const params = new URLSearchParams(fields.filter(isKept))
    // One entry of the browser's history for a whole search, not one for each pause.
    const go = (changed.current ?? SEARCH) === SEARCH ? router.replace : router.push
    changed.current = null
    go(`${action}?${params}` as Parameters<typeof go>[0], { scroll: false })
  }

  return (
    <form ref={form} action={action} onSubmit={send} className={className}>
      {children}
      <noscript>{submit}</noscript>
    </form>
  )
}

const SEARCH = 'q'

const isSearch = (target: EventTarget | null) => target instanceof HTMLInputElement && target.type === 'search'
