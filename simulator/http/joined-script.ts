import { readFile } from 'node:fs/promises'

const IMPORT = /^import [^']*'([^']*)'\n/gm

/**
 * Joins a script and everything it imports into one text, each module once and after its own imports. They share one
 * scope, so each name can only be declared once; a test checks that.
 */
export async function joinModules(script: URL): Promise<string> {
  const seen = new Set<string>()
  const joined: string[] = []
  async function add(module: URL): Promise<void> {
    if (seen.has(module.href)) return
    seen.add(module.href)
    const code = await readFile(module, 'utf8')
    for (const [, imported = ''] of code.matchAll(IMPORT)) await add(new URL(imported, module))
    joined.push(
      code
        .replace(IMPORT, '')
        .replace(/^export /gm, '')
        .trim(),
    )
  }
  await add(script)
  return joined.join('\n\n')
}
