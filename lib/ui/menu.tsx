import type { ReactNode } from 'react'

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
      <div id={id} popover="auto" className="menu">
        {children}
      </div>
    </>
  )
}
