import 'server-only'
import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

/** Where checkpoints are written. */
export const checkpointsFolder = (): string =>
  resolve(/* turbopackIgnore: true */ environment().CHECKPOINTS_DIR ?? besideDatabase('checkpoints'))

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
  const key = newSignerKey(`${new URL(environment().APP_URL).host}/spillway`)
  if (writeOnce(file, `${key}\n`))
    log().info({ file }, 'checkpoint key made: keep a copy of it apart from the database')
  return readSignerKey(readFileSync(file, 'utf8'))
}

/**
 * Writes a file that only its owner can read, whole and on disk before it has its name. False where one of this name is
 * there, which stays as it is.
 */
export function writeOnce(file: string, text: string): boolean {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // Of this call alone: processes in two containers can have the same id and share the folder.
  const partial = `${file}.${randomUUID()}`
  const handle = openSync(/* turbopackIgnore: true */ partial, 'wx', 0o600)
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
    linkSync(partial, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    closeSync(handle)
    rmSync(partial, { force: true })
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
