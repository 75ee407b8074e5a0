import 'server-only'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { environment } from '@/lib/env'
import { providerOf, sqlitePath } from '@/lib/gateways/db/client'
import { log } from '@/lib/log'
import { newSignerKey, readSignerKey, type Signer } from './signed-note'

/** Beside the SQLite file, and otherwise in the folder `.data`. */
function besideDatabase(name: string): string {
  const { DATABASE_URL } = environment()
  const folder = providerOf(DATABASE_URL) === 'sqlite' ? dirname(sqlitePath(DATABASE_URL)) : '.data'
  return join(folder, name)
}

const keyFile = () =>
  resolve(/* turbopackIgnore: true */ environment().CHECKPOINT_KEY_FILE ?? besideDatabase('checkpoint.key'))

/**
 * The key that signs checkpoints, read from its file at each use. Made at the first one, readable by its owner only.
 *
 * @throws Error where the file can't be read or isn't such a key
 */
export function checkpointSigner(): Signer {
  const file = keyFile()
  try {
    return readSignerKey(readFileSync(file, 'utf8'))
  } catch (error) {
    if (!isMissing(error)) throw new Error(`The checkpoint key ${file} can’t be used: ${String(error)}`)
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const partial = `${file}.${process.pid}`
  writeFileSync(partial, `${newSignerKey(`${new URL(environment().APP_URL).host}/spillway`)}\n`, { mode: 0o600 })
  chmodSync(partial, 0o600)
  try {
    // Never over a key that another process made meanwhile.
    linkSync(partial, file)
    log().info({ file }, 'checkpoint key made: keep a copy of it apart from the database')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(partial, { force: true })
  }
  return readSignerKey(readFileSync(file, 'utf8'))
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
