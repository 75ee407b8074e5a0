import { find } from './rendering.js'

const MESSAGE_MS = 6000

export async function request(method, path, body) {
  const answer = await fetch(`/_sim${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  })
  const value = await answer.json()
  if (!answer.ok) throw new Error(value.error?.message ?? `${answer.status}`)
  return value
}

/** Runs an action of the user, shows its result and refreshes the page. */
export async function run(success, action) {
  try {
    await action()
    showMessage(success)
  } catch (error) {
    showMessage(error.message, true)
  }
  refreshSoon()
}

/** start.js listens to this event. */
export const refreshSoon = () => dispatchEvent(new Event('refresh'))

let hideTimer
export function showMessage(text, isError = false) {
  const message = find('#message')
  message.textContent = text
  message.classList.toggle('bad', isError)
  message.hidden = false
  clearTimeout(hideTimer)
  hideTimer = setTimeout(() => {
    message.hidden = true
  }, MESSAGE_MS)
}
