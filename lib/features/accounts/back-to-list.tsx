'use client'
import type { Route } from 'next'
import { useEffect, useState } from 'react'
import { keepListAddress, readListAddress } from '@/lib/ui/drafts'
import { PageLink } from '@/lib/ui/page-link'

const LIST = '/accounts'

/** On the list: remembers in this tab how it is filtered and where in it somebody is. */
export function RememberList({ params }: { params: string }) {
  useEffect(() => keepListAddress(params), [params])
  return null
}

/** The way back to the list as it was left. */
export function BackToList({ label }: { label: string }) {
  const [params, setParams] = useState('')
  useEffect(() => setParams(readListAddress()), [])
  return (
    <PageLink href={`${LIST}${params && `?${params}`}` as Route} className="text-muted hover:text-ink hover:underline">
      <span aria-hidden="true">← </span>
      <span>{label}</span>
    </PageLink>
  )
}
