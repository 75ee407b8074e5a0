'use client'
import type { FormEvent, ReactNode } from 'react'

/** Applies the theme that is chosen inside, and stores it in a cookie, so that the server renders it and nothing flashes. */
export function ApplyTheme({ children }: { children: ReactNode }) {
  function apply(event: FormEvent<HTMLDivElement>) {
    const { value } = event.target as HTMLSelectElement
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox
    document.cookie = `theme=${value}; path=/; max-age=31536000; samesite=lax`
    if (value === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = value
  }
  return <div onChange={apply}>{children}</div>
}
