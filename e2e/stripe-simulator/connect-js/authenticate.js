/* The sign-in window of the stand-in. It tells the page that opened it, and only that page, how it ended. */
;(() => {
  const asked = new URLSearchParams(location.hash.slice(1))

  for (const button of document.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      window.opener?.postMessage({ type: button.value, state: asked.get('state') }, asked.get('origin'))
      window.close()
    })
  }

  if (!window.opener) {
    document.getElementById('alone').hidden = false
    document.querySelector('[value="authenticated"]').disabled = true
  }
})()
