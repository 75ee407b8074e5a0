import { readFile } from 'node:fs/promises'
import type { Exchange } from '../http/exchange.ts'
import { joinModules } from '../http/joined-script.ts'

const FOLDER = new URL('./page/', import.meta.url)

export const pageScript = () => joinModules(new URL('parts/start.js', FOLDER))

const read = (file: string) => () => readFile(new URL(file, FOLDER))

const FILES: Readonly<Record<string, { type: string; content: () => Promise<Buffer | string> }>> = {
  '/_sim': { type: 'text/html; charset=utf-8', content: read('index.html') },
  '/_sim/page.css': { type: 'text/css; charset=utf-8', content: read('page.css') },
  '/_sim/page.js': { type: 'text/javascript; charset=utf-8', content: pageScript },
}

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Stripe-Simulator': '1',
}

export function isPageFile(path: string): boolean {
  return path === '/_sim/' || Object.hasOwn(FILES, path)
}

/** The control page. Read from disk each time, so that it can be worked on while the simulator runs. */
export async function servePageFile(exchange: Exchange): Promise<void> {
  const known = FILES[exchange.path]
  if (!known) return exchange.send(308, { ...HEADERS, Location: '/_sim' }, '')
  exchange.send(200, { ...HEADERS, 'Content-Type': known.type }, await known.content())
}
