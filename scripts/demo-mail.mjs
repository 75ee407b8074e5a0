// The mail server of the demo and its inbox page: what Spillway sends is shown here and goes to nobody. It is a process of
// its own beside the demo, so that the product has no page that shows mail.
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** Messages that are kept, the latest ones. */
const KEPT = 200

/** @typedef {{ id: number, at: Date, to: string, subject: string, text: string }} Mail */

/** @param {{ smtpPort: number, pagePort: number }} ports, both on this machine only */
export async function startDemoMail({ smtpPort, pagePort }) {
  /** @type {Mail[]} */
  const mails = []
  let received = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      text(stream).then((raw) => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ')
        mails.unshift({ id: ++received, at: new Date(), to, ...readMessage(raw) })
        mails.length = Math.min(mails.length, KEPT)
        done()
      }, done)
    },
  })
  const page = createServer((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    })
    response.end(inboxPage(mails))
  })
  await Promise.all([
    new Promise((resolve) => server.listen(smtpPort, '127.0.0.1', resolve)),
    new Promise((resolve) => page.listen(pagePort, '127.0.0.1', resolve)),
  ])
  return {
    async stop() {
      page.closeAllConnections()
      await Promise.all([
        new Promise((resolve) => server.close(resolve)),
        new Promise((resolve) => page.close(resolve)),
      ])
    },
  }
}

/** Subject and plain text of a message (RFC 5322, RFC 2045), as Spillway writes them. */
export function readMessage(raw) {
  const [head, body] = splitHead(raw)
  const boundary = /boundary="?([^";\r\n]+)/i.exec(headerOf(head, 'content-type'))?.[1]
  const parts = boundary
    ? body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => splitHead(part.trimStart()))
    : [[head, body]]
  const [partHead, content] = parts.find(([head]) => /^text\/plain/i.test(headerOf(head, 'content-type'))) ?? [head, '']
  return {
    subject: decodeWords(headerOf(head, 'subject')),
    text: decode(content, headerOf(partHead, 'content-transfer-encoding').toLowerCase()),
  }
}

function splitHead(raw) {
  const end = raw.search(/\r?\n\r?\n/)
  return end < 0 ? [raw, ''] : [raw.slice(0, end), raw.slice(end).trimStart()]
}

/** A header that was folded into several lines is one. */
const headerOf = (head, name) =>
  new RegExp(`^${name}:\\s*(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(head)?.[1]?.replaceAll(/\r?\n[ \t]+/g, ' ') ?? ''

function decode(content, encoding) {
  if (encoding === 'base64') return Buffer.from(content, 'base64').toString()
  if (encoding !== 'quoted-printable') return content
  const bytes = content
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

/** RFC 2047: a header in UTF-8 comes as words in base64 or quoted-printable. */
const decodeWords = (value) =>
  value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind, word) =>
      kind.toLowerCase() === 'b' ? decode(word, 'base64') : decode(word.replaceAll('_', ' '), 'quoted-printable'),
    )

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (value) => value.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign])

/** Addresses of this machine become links, so that what a mail asks for can be tried. */
const withLinks = (value) =>
  escapeHtml(value).replaceAll(/http:\/\/localhost:\d+[^\s<>"]*/g, (url) => `<a href="${url}">${url}</a>`)

/** @param {readonly Mail[]} mails the latest first */
export const inboxPage = (mails) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Inbox of the demo</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem }
article { border-top: 1px solid GrayText; padding: 0.5rem 0 }
h2 { font-size: 1rem; margin: 0 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0.5rem 0 }
</style>
</head>
<body>
<h1>Inbox of the demo</h1>
<p>What Spillway has sent by mail, the latest first. It went to nobody. Reload the page for new mail.</p>
${mails.length === 0 ? '<p>No mail yet. Change payout settings of an account, and its owner gets one within seconds.</p>' : ''}
${mails
  .map(
    ({ at, to, subject, text: body }) => `<article>
<h2 dir="auto">${escapeHtml(subject)}</h2>
<p>To ${escapeHtml(to)}, ${at.toISOString().slice(0, 19).replace('T', ' ')} UTC</p>
<pre dir="auto">${withLinks(body)}</pre>
</article>`,
  )
  .join('\n')}
</body>
</html>
`
