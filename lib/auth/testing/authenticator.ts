// A passkey device for tests, written from WebAuthn §6.1 and §6.5: it answers what it is asked, and wrongly on demand.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export type Lies = {
  origin?: string
  rpId?: string
  /** What the device reports of its own counter. */
  counter?: number
  isVerified?: boolean
  /** Who the device says that it belongs to. */
  userHandle?: string
  signedBy?: Device
  type?: string
}

type CreationOptions = { challenge: string; user: { id: string } }

const encoded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest()

/** One byte string or text of CBOR (RFC 8949 §3), shorter than 65,536 bytes. */
function cborOf(value: Buffer | string): Buffer {
  const [major, bytes] = typeof value === 'string' ? [0x60, Buffer.from(value)] : [0x40, value]
  const { length } = bytes
  const head =
    length < 24 ? [major + length] : length < 256 ? [major + 24, length] : [major + 25, length >> 8, length & 255]
  return Buffer.concat([Buffer.from(head), bytes])
}

export class Device {
  readonly id = randomBytes(32)
  readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  counter = 0
  #userHandle = ''

  readonly origin: string
  constructor(origin = 'http://localhost:3000') {
    this.origin = origin
  }

  /** Makes a passkey. */
  create({ challenge, user }: CreationOptions, lies: Lies = {}) {
    this.#userHandle = user.id
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' })
    // COSE_Key: EC2, ES256, P-256, x, y (RFC 9053 §7.1).
    const key = Buffer.concat([
      Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]),
      cborOf(Buffer.from(x, 'base64url')),
      Buffer.from([0x22]),
      cborOf(Buffer.from(y, 'base64url')),
    ])
    const length = Buffer.from([0, this.id.length])
    const data = this.#data(0x40, lies, Buffer.concat([Buffer.alloc(16), length, this.id, key]))
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      ...[cborOf('fmt'), cborOf('none'), cborOf('attStmt'), Buffer.from([0xa0]), cborOf('authData'), cborOf(data)],
    ])
    return this.#answer({
      clientDataJSON: encoded(this.#clientData('webauthn.create', challenge, lies)),
      attestationObject: encoded(attestationObject),
      transports: ['internal'],
    })
  }

  /** Answers with the passkey. */
  get({ challenge }: { challenge: string }, lies: Lies = {}) {
    this.counter++
    const [clientData, data] = [this.#clientData('webauthn.get', challenge, lies), this.#data(0, lies)]
    const { privateKey } = (lies.signedBy ?? this).keys
    return this.#answer({
      clientDataJSON: encoded(clientData),
      authenticatorData: encoded(data),
      signature: encoded(sign('sha256', Buffer.concat([data, sha256(clientData)]), privateKey)),
      userHandle: lies.userHandle ?? this.#userHandle,
    })
  }

  #answer<T>(response: T) {
    return {
      ...{ id: encoded(this.id), rawId: encoded(this.id) },
      type: 'public-key' as const,
      clientExtensionResults: {},
      response,
    }
  }

  #clientData(type: string, challenge: string, lies: Lies) {
    return Buffer.from(
      JSON.stringify({ type: lies.type ?? type, challenge, origin: lies.origin ?? this.origin, crossOrigin: false }),
    )
  }

  /** Flags: somebody was present (1), and was verified (4); more of them from the caller. */
  #data(more: number, { rpId, isVerified = true, counter = this.counter }: Lies, rest = Buffer.alloc(0)): Buffer {
    const head = Buffer.alloc(5)
    head.writeUInt8(1 + (isVerified ? 4 : 0) + more)
    head.writeUInt32BE(counter, 1)
    return Buffer.concat([sha256(rpId ?? new URL(this.origin).hostname), head, rest])
  }
}
