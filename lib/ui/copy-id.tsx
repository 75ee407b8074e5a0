'use client'
import { useState } from 'react'
import { classNames } from './class-names'

/** An id, whole or shortened in the middle, and a button that copies it. */
export function CopyId({ id, short = false }: { id: string; short?: boolean }) {
  const [copied, setCopied] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(id)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <span className="inline-flex items-center gap-1 font-mono text-xs text-muted">
      <span translate="no" title={short ? id : undefined}>
        {short && id.length > 16 ? `${id.slice(0, 9)}…${id.slice(-4)}` : id}
      </span>
      <button
        type="button"
        onClick={copy}
        aria-label={`Copy ${id}`}
        className={classNames('rounded-sm px-1 hover:bg-sunken', copied && 'text-paid')}
      >
        {copied ? (
          'Copied'
        ) : (
          <svg
            aria-hidden="true"
            viewBox="0 0 16 16"
            className="size-3.5"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
          >
            <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
            <path d="M3.5 10.5h-.5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v.5" />
          </svg>
        )}
      </button>
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </span>
  )
}
