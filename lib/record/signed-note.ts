import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'

// Signed notes and checkpoints as c2sp.org/signed-note and c2sp.org/tlog-checkpoint define them, so that witnesses and
// other tools can read them. Keys are in the text forms of Go's note package.

const ED25519 = 1
const PRIVATE_KEY_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

/** What signs notes. `verifierKey` is its public part, which may be published. */
export type Signer = { name: string; verifierKey: string; sign: (text: string) => string }

/** A new private key in its text form; who has it can sign as this name. */
export function newSignerKey(name: string): string {
  const seed = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32)
  return `PRIVATE+KEY+${name}+${keyId(name, publicPart(seed)).toString('hex')}+${encode(seed)}`
}

/** @throws Error where the text is not a private key */
export function readSignerKey(text: string): Signer {
  const [, name, id, encoded] = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)\s*$/.exec(text) ?? []
  const bytes = Buffer.from(encoded ?? '', 'base64')
  if (!name || bytes.length !== 33 || bytes[0] !== ED25519) throw new Error('is not a private key for signed notes')
  const seed = bytes.subarray(1)
  const publicKey = publicPart(seed)
  if (keyId(name, publicKey).toString('hex') !== id) throw new Error('is damaged: its id does not fit the key')
  const privateKey = privateKeyOf(seed)
  return {
    name,
    verifierKey: `${name}+${id}+${encode(publicKey)}`,
    sign(text) {
      const signature = Buffer.concat([keyId(name, publicKey), sign(null, Buffer.from(text), privateKey)])
      return `${text}\n— ${name} ${signature.toString('base64')}\n`
    },
  }
}

/** The text of a checkpoint, which a signer signs. */
export const checkpointText = (origin: string, size: number, root: Uint8Array): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`

const encode = (key: Uint8Array) => Buffer.concat([Buffer.of(ED25519), key]).toString('base64')

const privateKeyOf = (seed: Uint8Array) =>
  createPrivateKey({ key: Buffer.concat([PRIVATE_KEY_HEAD, seed]), format: 'der', type: 'pkcs8' })

const publicPart = (seed: Uint8Array) =>
  createPublicKey(privateKeyOf(seed)).export({ type: 'spki', format: 'der' }).subarray(-32)

const keyId = (name: string, publicKey: Uint8Array) =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.concat([Buffer.of(ED25519), publicKey]))
    .digest()
    .subarray(0, 4)
