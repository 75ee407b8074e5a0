import { readFile } from 'node:fs/promises'
import type { Answer } from './fault-effects.ts'
import { joinModules } from './joined-script.ts'

interface StaticFile {
  type: 'css' | 'html' | 'javascript'
  read: (folder: URL) => Promise<Buffer | string>
}

/** A file as it is in its folder. */
export const file = (type: StaticFile['type'], name: string): StaticFile => ({
  type,
  read: (folder) => readFile(new URL(name, folder)),
})

/** A script with all its imports. */
export const script = (start: string, wrap = (code: string) => code): StaticFile => ({
  type: 'javascript',
  read: async (folder) => wrap(await joinModules(new URL(start, folder))),
})

/** Files for browsers. They are read for every request, so a reload shows a change in them. */
export class StaticFiles {
  readonly #folder: URL
  readonly #files: Readonly<Record<string, StaticFile>>
  readonly #headers: Record<string, string>

  constructor(folder: URL, headers: Record<string, string>, files: Readonly<Record<string, StaticFile>>) {
    this.#folder = folder
    this.#headers = { 'Cache-Control': 'no-store', 'X-Stripe-Simulator': '1', ...headers }
    this.#files = files
  }

  has(path: string): boolean {
    return Object.hasOwn(this.#files, path)
  }

  async answer(path: string): Promise<Answer> {
    const found = this.#files[path]
    if (!found) throw new Error(`There is no file for ${path}`)
    const headers = { ...this.#headers, 'Content-Type': `text/${found.type}; charset=utf-8` }
    return { status: 200, headers, body: await found.read(this.#folder) }
  }
}
