/*
 * The sign-in window of the stand-in. It redeems the ticket that the page has announced, and tells the page that opened
 * it, and only that page, how it ended.
 */
;(() => {
  const asked = new URLSearchParams(location.hash.slice(1))
  const ticket = asked.get('ticket')
  const tell = (type) => window.opener?.postMessage({ type, ticket }, asked.get('origin'))
  const signIn = document.querySelector('[value="authenticated"]')
  const trouble = document.getElementById('trouble')

  document.querySelector('[value="cancel"]').addEventListener('click', () => {
    tell('cancel')
    window.close()
  })

  signIn.addEventListener('click', async () => {
    signIn.disabled = true
    trouble.textContent = ''
    try {
      const answer = await fetch('/connect/sign_ins/redeem', { method: 'POST', body: JSON.stringify({ ticket }) })
      if (!answer.ok) throw new Error((await answer.json()).error.message)
      tell('authenticated')
      window.close()
    } catch (error) {
      trouble.textContent = `The sign-in did not succeed: ${error.message}`
      signIn.disabled = false
    }
  })

  // Of use only once the page that opened it knows that it is there.
  signIn.disabled = !window.opener
  document.getElementById('alone').hidden = Boolean(window.opener)
  tell('opened')
})()
