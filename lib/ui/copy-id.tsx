'use client'
import { type ReactNode, useState } from 'react'
import { classNames } from './class-names'

/** An id, whole or shortened in the middle, and a button that copies it. */
export function CopyId({ id, short = false }: { id: string; short?: boolean }) {
  const { copied, copy } = useCopied()
  return (
    <CopyIdView id={id} short={short} isCopied={copied === id} onCopy={() => copy(id)}>
      <svg aria-hidden="true" viewBox={VIEW_BOX} className="size-3.5">
        <Sheets />
      </svg>
    </CopyIdView>
  )
}

/** Which id was copied, while its button says so. */
export function useCopied() {
  const [copied, setCopied] = useState<string | null>(null)
  async function copy(id: string) {
    await navigator.clipboard.writeText(id)
    setCopied(id)
    setTimeout(() => setCopied(null), 1500)
  }
  return { copied, copy }
}

/** For a list, which keeps in one place what was copied and has its picture once: its children draw `CopyPicture`. */
export function CopyIdView({
  id,
  short,
  isCopied,
  onCopy,
  children,
}: {
  id: string
  short: boolean
  isCopied: boolean
  onCopy: () => void
  children: ReactNode
}) {
  return (
    <span className="copy-id">
      <span translate="no" title={short ? id : undefined}>
        {short && id.length > 16 ? `${id.slice(0, 9)}…${id.slice(-4)}` : id}
      </span>
      <button
        type="button"
        onClick={onCopy}
        aria-label={`Copy ${id}`}
        className={classNames('rounded-sm px-1 hover:bg-sunken', isCopied && 'text-paid')}
      >
        {isCopied ? 'Copied' : children}
      </button>
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </span>
  )
}

const VIEW_BOX = '0 0 16 16'

const Sheets = () => (
  <g fill="none" stroke="currentColor" strokeWidth="1.4">
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
    <path d="M3.5 10.5h-.5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v.5" />
  </g>
)

/** Once on a page, for all that draw `CopyPicture`. */
export const CopyPictures = () => (
  <svg aria-hidden="true" className="absolute size-0">
    <symbol id="copy-picture" viewBox={VIEW_BOX}>
      <Sheets />
    </symbol>
  </svg>
)

export const CopyPicture = () => (
  <svg aria-hidden="true" className="size-3.5">
    <use href="#copy-picture" />
  </svg>
)
