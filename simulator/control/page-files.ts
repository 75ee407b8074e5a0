import type { Exchange } from '../http/exchange.ts'
import { file, StaticFiles, script } from '../http/static-files.ts'

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

export const PAGE_FILES = new StaticFiles(new URL('./page/', import.meta.url), HEADERS, {
  '/_sim': file('html', 'index.html'),
  '/_sim/page.css': file('css', 'page.css'),
  '/_sim/page.js': script('parts/start.js'),
})

/** Serves the control page; false if this isn't one of its files. */
export async function servePage(exchange: Exchange): Promise<boolean> {
  const { path } = exchange
  if (path === '/_sim/') {
    exchange.send(308, { Location: '/_sim' }, '')
    return true
  }
  if (!PAGE_FILES.has(path)) return false
  const { status, headers, body } = await PAGE_FILES.answer(path)
  exchange.send(status, headers, body)
  return true
}
