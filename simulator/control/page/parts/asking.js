import { find } from './drawing.js'

export async function ask(method, path, body) {
  const answer = await fetch(`/_sim${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  })
  const value = await answer.json()
  if (!answer.ok) throw new Error(value.error?.message ?? `${answer.status}`)
  return value
}

/** What a person asked for: says how it went, and shows the world after it. */
export async function act(words, work) {
  try {
    await work()
    say(words)
  } catch (error) {
    say(error.message, true)
  }
  redraw()
}

/** start.js listens. */
export const redraw = () => dispatchEvent(new Event('redraw'))

let silence
export function say(words, isBad = false) {
  const message = find('#message')
  message.textContent = words
  message.classList.toggle('bad', isBad)
  message.hidden = false
  clearTimeout(silence)
  silence = setTimeout(() => {
    message.hidden = true
  }, 6000)
}
