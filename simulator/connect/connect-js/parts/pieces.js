import { html } from './foundation.js'

export const row = (kind, name, amount) =>
  html`<div class=${`row ${kind}`}><dt>${name}</dt><dd class="amount">${amount}</dd></div>`

/** A titled part of a component. A group and no landmark: those are the host page's to give. */
export function block(heading, control, ...content) {
  const id = `heading-${heading.toLowerCase().replaceAll(' ', '-')}`
  return html`
    <div class="block" role="group" aria-labelledby=${id}>
      <header><h3 id=${id}>${heading}</h3>${control}</header>${content}
    </div>`
}

export const linkButton = (words, id, act, { about, kind = '' } = {}) => html`
  <button class=${`link ${kind}`} type="button" id=${id}
    @click=${act}>${words}${about && html`<span class="unseen">${` ${about}`}</span>`}</button>`

export const list = (rows) => html`<ul class="rows" role="list">${rows}</ul>`

export const simulatedMark = () =>
  html`<span class="badge Neutral mark"
    title="A stand-in for Stripe’s component, served by the Stripe simulator. No real money moves.">Simulated</span>`

export const top = (...left) => html`<div class="top">${left}${simulatedMark()}</div>`
