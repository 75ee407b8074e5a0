export const ORIGIN = (() => {
  try {
    return new URL(document.currentScript.src).origin
  } catch {
    return 'https://connect-js.stripe.com' // run without an address of its own, e.g. by Playwright's addInitScript
  }
})()

/** @param {string} type one of the seven EmbeddedErrorType names of the npm package */
export class ConnectError extends Error {
  constructor(type, message, { status, code, param } = {}) {
    super(message)
    Object.assign(this, { type, status, code, param })
  }

  /** Nobody answered: what was asked for may have happened. */
  get unanswered() {
    return this.type === 'api_connection_error' || this.status >= 500
  }
}

/** Host callbacks are strangers' code: what they throw is theirs and must not stop us. */
export function tell(listener, ...values) {
  if (typeof listener !== 'function') return
  try {
    listener(...values)
  } catch (error) {
    reportError(error)
  }
}

/**
 * Nodes from markup. Values become text and nodes between tags, and in tags attributes (null and false leave them
 * out) or, as @click=${…}, listeners. Only this file's own markup is ever parsed, values never are.
 */
export function html(strings, ...values) {
  const markup = strings.slice(1).reduce((all, part, index) => {
    const inTag = all.lastIndexOf('<') > all.lastIndexOf('>')
    return `${all}${inTag ? `"{${index}}"` : `<!--${index}-->`}${part}`
  }, strings[0])
  const template = document.createElement('template')
  template.innerHTML = markup.trim()
  const fragment = document.importNode(template.content, true)
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT)
  const nodes = []
  while (walker.nextNode()) nodes.push(walker.currentNode)
  for (const node of nodes) {
    if (node.nodeType === Node.COMMENT_NODE) {
      node.replaceWith(...[values[node.data]].flat(Number.POSITIVE_INFINITY).filter((one) => one || one === 0))
      continue
    }
    for (const { name, value: mark } of [...node.attributes]) {
      if (!mark.startsWith('{')) continue
      const value = values[mark.slice(1, -1)]
      node.removeAttribute(name)
      if (name.startsWith('@')) node.addEventListener(name.slice(1), value)
      else if (value || value === 0 || value === '') node.setAttribute(name, value === true ? '' : value)
    }
  }
  return fragment.childNodes.length === 1 ? fragment.firstChild : [...fragment.childNodes]
}
