'use client'
import type { Route } from 'next'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { keepListAddress, readListAddress } from '@/lib/ui/drafts'

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
    <Link
      href={`${LIST}${params && `?${params}`}` as Route}
      prefetch={false}
      className="text-muted hover:text-ink hover:underline"
    >
      {label}
    </Link>
  )
}
