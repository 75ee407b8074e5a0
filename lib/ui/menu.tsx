import type { ReactNode } from 'react'
import { classNames } from './class-names'

/**
 * A button and the panel that it opens. The browser opens it, closes it on Escape and on a click outside, and returns
 * the focus; no script is needed. A browser without anchor positioning shows the panel in the middle of the page.
 */
export function Menu({
  id,
  trigger,
  buttonClassName,
  children,
}: {
  /** Of the panel. React's own ids repeat after a client navigation, so the caller gives one. */
  id: string
  /** What the button shows, which is also its name. */
  trigger: ReactNode
  buttonClassName?: string
  children: ReactNode
}) {
  return (
    <>
      <button type="button" popoverTarget={id} className={buttonClassName}>
        {trigger}
      </button>
      <div
        id={id}
        popover="auto"
        className={classNames(
          'm-auto w-56 rounded-md border border-line bg-surface p-2 text-ink',
          'supports-[position-area:top]:m-1 supports-[position-area:top]:[position-area:block-end_span-inline-start]',
          '[position-try-fallbacks:flip-block,flip-inline,flip-block_flip-inline]',
        )}
      >
        {children}
      </div>
    </>
  )
}
