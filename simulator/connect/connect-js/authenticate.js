/* The sign-in window. It redeems the ticket that the page has announced and reports the result to that page only. */
;(() => {
  const parameters = new URLSearchParams(location.hash.slice(1))
  const ticket = parameters.get('ticket')
  const report = (type) => window.opener?.postMessage({ type, ticket }, parameters.get('origin'))
  const signIn = document.querySelector('[value="authenticated"]')
  const status = document.getElementById('error')

  document.querySelector('[value="cancel"]').addEventListener('click', () => {
    report('cancel')
    window.close()
  })

  signIn.addEventListener('click', async () => {
    signIn.disabled = true
    status.textContent = ''
    try {
      const answer = await fetch('/connect/sign_ins/redeem', { method: 'POST', body: JSON.stringify({ ticket }) })
      if (!answer.ok) throw new Error((await answer.json()).error.message)
      report('authenticated')
      window.close()
    } catch (error) {
      status.textContent = `Sign-in failed: ${error.message}`
      signIn.disabled = false
    }
  })

  // Without the page that opened it, the window can't report a sign-in.
  signIn.disabled = !window.opener
  document.getElementById('unconnected').hidden = Boolean(window.opener)
  report('opened')
})()
