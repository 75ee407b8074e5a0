import { html } from '../../../browser/html.js'

export const row = (kind, name, amount) =>
  html`<div class=${`row ${kind}`}><dt>${name}</dt><dd class="amount">${amount}</dd></div>`

/** A titled part of a component. It is a group, because landmarks belong to the host page. */
export function block(heading, control, ...content) {
  const id = `heading-${heading.toLowerCase().replaceAll(' ', '-')}`
  return html`
    <div class="block" role="group" aria-labelledby=${id}>
      <header><h3 id=${id}>${heading}</h3>${control}</header>${content}
    </div>`
}

export const linkButton = (label, id, act, { about, kind = '' } = {}) => html`
  <button class=${`link ${kind}`} type="button" id=${id}
    @click=${act}>${label}${about && html`<span class="unseen">${` ${about}`}</span>`}</button>`

export const list = (rows) => html`<ul class="rows" role="list">${rows}</ul>`

export const simulatedMark = () =>
  html`<span class="badge Neutral mark"
    title="Simulated by the Stripe simulator. No real funds are moved.">Simulated</span>`

export const top = (...left) => html`<div class="top">${left}${simulatedMark()}</div>`
