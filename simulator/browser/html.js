/**
 * Nodes from markup. Values become text or nodes between tags. In tags they become attributes, which null, undefined
 * and false leave out, or listeners, as in @click=${…}. Values are never parsed as markup.
 */
export function html(strings, ...values) {
  const markup = strings.slice(1).reduce((all, part, index) => {
    const isInTag = all.lastIndexOf('<') > all.lastIndexOf('>')
    return `${all}${isInTag ? `"{${index}}"` : `<!--${index}-->`}${part}`
  }, strings[0])
  const template = document.createElement('template')
  template.innerHTML = markup.trim()
  const fragment = document.importNode(template.content, true)
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT)
  const nodes = []
  while (walker.nextNode()) nodes.push(walker.currentNode)
  for (const node of nodes) {
    if (node.nodeType === Node.COMMENT_NODE) node.replaceWith(...toNodes(values[node.data]))
    else for (const attribute of [...node.attributes]) setAttribute(node, attribute, values)
  }
  return fragment.childNodes.length === 1 ? fragment.firstChild : [...fragment.childNodes]
}

/** Nodes and texts from nested lists, without what is empty. */
export const toNodes = (content) => [content].flat(Number.POSITIVE_INFINITY).filter((one) => one || one === 0)

function setAttribute(node, { name, value: mark }, values) {
  if (!mark.startsWith('{')) return
  const value = values[mark.slice(1, -1)]
  node.removeAttribute(name)
  if (name.startsWith('@')) node.addEventListener(name.slice(1), value)
  else if (value || value === 0 || value === '') node.setAttribute(name, value === true ? '' : value)
}
