// The floor that every figure is compared with: one page rendered on request, with the same Next and React.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { root } from '../scripts/newer-node.mjs'
import { next, run } from '../scripts/processes.mjs'

/**
 * Inside the project, so that it finds the project's own packages; with a page extension of its own, so that it does
 * not find the project's proxy and instrumentation.
 */
export const BARE_FOLDER = '.data/bench/bare'

const FILES = {
  'package.json': '{ "private": true, "type": "module" }\n',
  'next.config.mjs': `const root = ${JSON.stringify(root)}
export default { pageExtensions: ['bare.jsx'], turbopack: { root }, outputFileTracingRoot: root }
`,
  'app/layout.bare.jsx': `export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
`,
  'app/page.bare.jsx': `import { connection } from 'next/server'

export default async function Page() {
  await connection()
  return <h1>Hello</h1>
}
`,
}

/** Builds it once for each version of Next and React. */
export function buildBarePage() {
  const versions = ['next', 'react'].map(
    (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version,
  )
  const stamp = JSON.stringify([FILES, versions])
  const stampFile = `${BARE_FOLDER}/.next/bench-stamp`
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(`${BARE_FOLDER}/${name}`), { recursive: true })
    writeFileSync(`${BARE_FOLDER}/${name}`, text)
  }
  console.log('Building the bare page…')
  run(next('build', BARE_FOLDER), { quiet: true })
  writeFileSync(stampFile, stamp)
}
