export const find = (selector, root = document) => root.querySelector(selector)

/** As many as a list shows. */
export const ROWS = 200

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
    else made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined))
  return made
}

// A column of buttons: its title is only for those who cannot see them.
export const ACTIONS = 'Actions'

/** A name that may go on in the next line after each of its parts. */
export const dotted = (name) => name.split(/(?<=[._])/).flatMap((part) => [part, element('wbr')])

export const badge = (words, kind = '') => element('span', { class: `badge ${kind}` }, words)

export function table(caption, columns, rows, empty) {
  if (rows.length === 0) return element('p', { class: 'none' }, empty)
  const head = columns.map(({ title, class: kind }) =>
    element(
      'th',
      { scope: 'col', class: kind },
      title === ACTIONS ? element('span', { class: 'hidden' }, title) : title,
    ),
  )
  return element(
    'table',
    {},
    element('caption', { class: 'hidden' }, caption),
    element('thead', {}, element('tr', {}, head)),
    element(
      'tbody',
      {},
      rows.map((row) =>
        element(
          'tr',
          { 'aria-current': row.isCurrent && 'true' },
          row.cells.map((cell, index) => element('td', { class: columns[index].class }, cell)),
        ),
      ),
    ),
  )
}

// The keyboard has to reach what scrolls.
for (const region of document.querySelectorAll('.scroll')) region.tabIndex = 0

const drawn = new Map()

/** Draws again only what has changed, so that nothing is taken from under somebody's hands; keeps the focus. */
export function draw(place, data, build) {
  const target = find(place)
  const seen = JSON.stringify(data)
  if (drawn.get(place) === seen) return
  drawn.set(place, seen)
  const focused = target.contains(document.activeElement) && document.activeElement.dataset.key
  const open = new Set([...target.querySelectorAll('details[open]')].map(({ dataset }) => dataset.key))
  target.replaceChildren(...[build()].flat())
  for (const details of target.querySelectorAll('details')) details.open = open.has(details.dataset.key)
  if (focused) find(`[data-key="${focused}"]`, target)?.focus()
}
