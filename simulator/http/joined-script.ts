import { readFile } from 'node:fs/promises'

const IMPORT = /^import [^']*'([^']*)'\n/gm

/**
 * A script and all that it imports as one text, each module once and after those it imports. They come to share one
 * scope, so a name may be declared once only; joined-script.test.ts looks.
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
