import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCheckpoint, Wrong } from '@/scripts/verify-record.mjs'
import { checkpointText, newSignerKey, readSignerKey } from './signed-note'

/** The example of Go's package golang.org/x/mod/sumdb/note. */
const EXAMPLE = {
  key: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  verifierKey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: 'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace(
    '’',
    "'",
  ),
  signature:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
}

test('a note is signed as Go’s package signs it', () => {
  const signer = readSignerKey(EXAMPLE.key)
  expect(signer.verifierKey).toBe(EXAMPLE.verifierKey)
  expect(signer.sign(EXAMPLE.text)).toBe(`${EXAMPLE.text}\n${EXAMPLE.signature}`)
})

test.each(['', 'PRIVATE+KEY+name+00000000+AAAA', EXAMPLE.key.replace('c74f20a3', 'c74f20a4'), EXAMPLE.verifierKey])(
  '“%s” is not a key',
  (text) => expect(() => readSignerKey(text)).toThrow(),
)

test('a checkpoint of a new key is verified with its public part, and nothing in it can be changed', () => {
  const signer = readSignerKey(newSignerKey('payouts.example.com/spillway'))
  const root = Buffer.alloc(32, 7)
  const note = signer.sign(checkpointText('payouts.example.com/spillway', 1234, root))
  expect(readCheckpoint(note, [signer.verifierKey])).toMatchObject({
    origin: 'payouts.example.com/spillway',
    size: 1234,
    root,
  })
  const other = readSignerKey(newSignerKey('payouts.example.com/spillway'))
  expect(() => readCheckpoint(note, [other.verifierKey])).toThrow(Wrong)
  fc.assert(
    fc.property(fc.nat(note.length - 1), fc.constantFrom('a', '9', '\n', '+', ''), (at, sign) => {
      const changed = `${note.slice(0, at)}${sign}${note.slice(at + 1)}`
      fc.pre(changed !== note)
      expect(() => readCheckpoint(changed, [signer.verifierKey])).toThrow(Wrong)
    }),
  )
})

test('the signatures of witnesses below ours don’t matter', () => {
  const [signer, witness] = [readSignerKey(newSignerKey('log')), readSignerKey(newSignerKey('witness'))]
  const text = checkpointText('log', 1, Buffer.alloc(32))
  const cosigned = signer.sign(text) + witness.sign(text).slice(text.length + 1)
  expect(readCheckpoint(cosigned, [signer.verifierKey]).signer).toMatch(/^log\+/)
})
