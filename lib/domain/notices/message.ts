/** A mail before it is written as text and as HTML. Every part may hold foreign text. */
export type Message = {
  subject: string
  /** The first line: what happened. */
  title: string
  facts: readonly { label: string; value: string }[]
  /** Each with a button-like link. */
  links: readonly { help: string | null; label: string; url: string }[]
  footer: readonly string[]
}

export type WrittenMail = { subject: string; text: string; html: string }

/** Longer than any name that is shown, and short enough for every mail client's list. */
const LONGEST_SUBJECT = 150

/** One line of any text: a line break in foreign text could forge a line of the mail, or a header. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeHtml = (text: string): string => oneLine(text).replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)

/** The mail as plain text and as HTML without pictures, scripts, forms or addresses that aren't shown. */
export function writeMail(message: Message): WrittenMail {
  const subject = [...oneLine(message.subject)].slice(0, LONGEST_SUBJECT).join('')
  return { subject, text: writeText(message), html: writeHtml(message, subject) }
}

function writeText({ title, facts, links, footer }: Message): string {
  const paragraphs = [
    oneLine(title),
    facts.map(({ label, value }) => `${oneLine(label)}: ${oneLine(value)}`).join('\n'),
    ...links.map(({ help, label, url }) => [...(help ? [oneLine(help)] : []), `${oneLine(label)}: ${url}`].join('\n')),
    `--\n${footer.map(oneLine).join('\n')}`,
  ]
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`
}

/** Colors are the mail client's own, so that light and dark both can be read. */
function writeHtml({ title, facts, links, footer }: Message, subject: string): string {
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th scope="row" align="left" valign="top" style="padding:4px 16px 4px 0;font-weight:normal">${escapeHtml(label)}</th><td valign="top" style="padding:4px 0" dir="auto"><strong>${escapeHtml(value)}</strong></td></tr>`,
  )
  const ways = links.map(
    ({ help, label, url }) =>
      `<p>${help ? `${escapeHtml(help)}<br>` : ''}<a href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`,
  )
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escapeHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:36em">',
    `<h1 style="font-size:20px;margin:0 0 12px">${escapeHtml(title)}</h1>`,
    rows.length > 0 ? `<table role="presentation" style="border-collapse:collapse">${rows.join('')}</table>` : '',
    ...ways,
    `<hr>${footer.map((line) => `<p style="font-size:14px">${escapeHtml(line)}</p>`).join('')}`,
    '</div></body></html>',
  ].join('\n')
}
