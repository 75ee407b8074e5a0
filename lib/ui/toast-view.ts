/** Milliseconds for which a toast is shown, unless the pointer is on it. */
const SHOWN_FOR = 8000

const CLASSES =
  'fixed inset-auto right-4 bottom-4 m-0 max-w-[min(360px,calc(100vw-32px))] rounded-sm border border-paid/30 bg-paid-soft px-3 py-2.5 text-sm font-medium text-paid shadow-lg max-md:bottom-16'

let toast: HTMLElement | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * A native popover, because the libraries cost many times as much script and add styles that the content security policy
 * refuses. It is of the document itself, so that it stays while pages change below it.
 */
export function showToast(text: string): void {
  toast ??= makeToast()
  if (!toast.matches(':popover-open')) toast.showPopover()
  // After the element, because a screen reader announces only what changes in it.
  setTimeout(() => toast?.replaceChildren(text))
  hideLater()
}

function makeToast(): HTMLElement {
  const element = document.createElement('output')
  element.popover = 'manual'
  element.className = CLASSES
  element.addEventListener('pointerenter', () => clearTimeout(timer))
  element.addEventListener('pointerleave', hideLater)
  return document.body.appendChild(element)
}

function hideLater() {
  clearTimeout(timer)
  timer = setTimeout(() => {
    toast?.remove()
    toast = null
  }, SHOWN_FOR)
}
