import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { startDemoMail } from './demo-mail.mjs'
import { freePort } from './ports.mjs'

const mail = (subject: string, text: string) => ({
  ...{ from: 'payouts@harbour.example', to: 'olive@bakery.example', subject, text },
  html: `<p>${text.length}</p>`,
})

test('the inbox of the demo shows each mail with its subject, text and links, the latest first, and runs nothing in it', async () => {
  const [smtpPort, pagePort] = [await freePort(15_025), await freePort(15_080)]
  const { stop } = await startDemoMail({ smtpPort, pagePort })
  try {
    const read = async () => (await fetch(`http://127.0.0.1:${pagePort}/`)).text()
    expect(await read()).toContain('No mail yet')
    const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true })
    const hostile = '“Bäckerei” <script>alert(1)</script> = 1 &amp; 🎉'
    await transport.sendMail(mail('First', 'plain'))
    await transport.sendMail(
      mail(
        `A long subject of ${hostile} ${'word '.repeat(20)}`,
        `${hostile}\n${'long '.repeat(40)}\nhttp://localhost:3000/not-me/abc`,
      ),
    )
    const page = await read()
    expect(page).toContain('A long subject of “Bäckerei” &lt;script&gt;alert(1)&lt;/script&gt; = 1 &amp;amp; 🎉 word')
    expect(page).toContain('<a href="http://localhost:3000/not-me/abc">')
    expect(page.match(/“Bäckerei” &lt;script&gt;/g)).toHaveLength(2)
    expect(page).not.toContain('<script')
    expect(page.indexOf('First')).toBeGreaterThan(page.indexOf('A long subject'))
    expect(page).toContain('To olive@bakery.example')
  } finally {
    await stop()
  }
})
