// Generates both Prisma clients when the schema changed since the last time. Downloads nothing: `generate` only asks
// that the schema engine's path names an existing file.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'

const sources = [
  ...readdirSync('prisma/schema').map((file) => `prisma/schema/${file}`),
  'prisma.config.ts',
  'node_modules/prisma/package.json',
]
const hash = createHash('sha256')
for (const file of sources) hash.update(file).update(readFileSync(file))
const stamp = hash.digest('hex')

const folder = 'lib/gateways/db/generated'
const stampFile = `${folder}/.stamp`

if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  const generate = (url) =>
    promisify(execFile)(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
      env: {
        ...process.env,
        DATABASE_URL: url,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
    })
  await Promise.all([generate('file:./unused.db'), generate('postgresql://unused')])
  mkdirSync(folder, { recursive: true })
  writeFileSync(stampFile, stamp)
}
