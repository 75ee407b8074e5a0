import { useEffect, useState } from 'react'
import { pageViewer, reportPageNews } from '@/lib/ui/page-news'
import type { Found } from './find'

/** Milliseconds without a key before the server is asked. */
const PAUSE = 120

type Search = { typed: string; found: Found[]; problem: 'notSearched' | 'signedOut' | null }

const NOTHING: Search = { typed: '', found: [], problem: null }

/** What the server finds for what is typed. Nothing until it answers: Enter must not open what was found before. */
export function useFound(typed: string): Search & { isSearching: boolean } {
  const [search, setSearch] = useState(NOTHING)
  useEffect(() => {
    if (!typed) return setSearch(NOTHING)
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      const answer = await ask(typed, stop.signal)
      if (!stop.signal.aborted) setSearch({ typed, ...answer })
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [typed])
  return typed === search.typed ? { ...search, isSearching: false } : { ...NOTHING, isSearching: true }
}

async function ask(typed: string, signal: AbortSignal): Promise<Omit<Search, 'typed'>> {
  try {
    const query = new URLSearchParams({ q: typed, viewer: pageViewer() })
    const response = await fetch(`/api/find?${query}`, { signal })
    if (response.status === 409) reportPageNews({ kind: 'other_person', name: await response.json() })
    if (response.status === 204) return { found: [], problem: 'signedOut' }
    return response.status === 200
      ? { found: await response.json(), problem: null }
      : { found: [], problem: 'notSearched' }
  } catch {
    return { found: [], problem: 'notSearched' }
  }
}
