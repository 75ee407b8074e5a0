import { html, toNodes } from '../../../browser/html.js'

export const find = (selector, root = document) => root.querySelector(selector)

/** The number of rows that a list shows. */
export const ROWS = 200

/** The title of a column of buttons, which only screen readers need. */
export const ACTIONS = 'Actions'

export const badge = (text, kind = '') => html`<span class=${`badge ${kind}`}>${text}</span>`

/** A text that can break after each dot and underscore. */
export const breakable = (text) => text.split(/(?<=[._])/).map((part) => [part, html`<wbr>`])

/** A long id in one line; the title shows all of it. */
export const shortened = (text) => html`<div class="mono muted cut" title=${text ?? ''}>${text ?? '–'}</div>`

/** `key` keeps the focus when the list is rendered again; `about` is added to the label for screen readers. */
export const actionButton = (label, key, onclick, { kind = 'quiet', about } = {}) => html`
  <button type="button" class=${kind} data-key=${key} aria-label=${about && `${label} ${about}`} @click=${onclick}>${label}</button>`

/** A summary that opens a value as JSON. `key` keeps it open when the list is rendered again. */
export const jsonDetails = (key, summary, value) => html`
  <details data-key=${key}><summary>${summary}</summary><pre tabindex="0">${JSON.stringify(value, null, 2)}</pre></details>`

/** Columns are [title, class]; a row is a list of cells, or an object with `cells` and `isCurrent`. */
export function table(caption, columns, rows, empty) {
  if (rows.length === 0) return html`<p class="none">${empty}</p>`
  const head = columns.map(
    ([title, kind]) =>
      html`<th scope="col" class=${kind}>${title === ACTIONS ? html`<span class="hidden">${title}</span>` : title}</th>`,
  )
  const body = rows.map((row) => {
    const { cells, isCurrent } = Array.isArray(row) ? { cells: row } : row
    return html`
      <tr aria-current=${isCurrent && 'true'}>
        ${cells.map((cell, index) => html`<td class=${columns[index][1]}>${cell}</td>`)}
      </tr>`
  })
  return html`
    <table>
      <caption class="hidden">${caption}</caption>
      <thead><tr>${head}</tr></thead>
      <tbody>${body}</tbody>
    </table>`
}

/** A card with a table that scrolls. */
export const tableCard = (title, columns, rows, empty) => html`
  <div class="card">
    <h3>${title}</h3>
    <div class="scroll" tabindex="0" role="region" aria-label=${title}>${table(title, columns, rows, empty)}</div>
  </div>`

// Scrolling regions need the focus, so the keyboard can scroll them.
for (const region of document.querySelectorAll('.scroll')) region.tabIndex = 0

const rendered = new Map()

/** Renders a place again if its data has changed. Keeps the focus and what is open. */
export function render(place, data, build) {
  const target = find(place)
  const text = JSON.stringify(data)
  if (rendered.get(place) === text) return
  rendered.set(place, text)
  const focused = target.contains(document.activeElement) && document.activeElement.dataset.key
  const open = new Set([...target.querySelectorAll('details[open]')].map(({ dataset }) => dataset.key))
  target.replaceChildren(...toNodes(build()))
  for (const details of target.querySelectorAll('details')) details.open = open.has(details.dataset.key)
  if (focused) find(`[data-key="${focused}"]`, target)?.focus()
}
