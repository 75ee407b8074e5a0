import { fail, type Result, succeed } from '@/lib/domain/result'

/** `known`: the device has one for this person already. */
export type PasskeyFailure = 'unsupported' | 'canceled' | 'known'

/** Has the browser make a passkey. @returns what the server reads */
export const createPasskey = (options: PublicKeyCredentialCreationOptionsJSON) =>
  ask(() => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }))

/** Has the person answer with a passkey. @returns what the server reads */
export const getPasskey = (options: PublicKeyCredentialRequestOptionsJSON) =>
  ask(() => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }))

async function ask(work: () => Promise<Credential | null>): Promise<Result<unknown, PasskeyFailure>> {
  try {
    const credential = await work()
    return credential instanceof PublicKeyCredential ? succeed(credential.toJSON()) : fail('canceled')
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'InvalidStateError') return fail('known')
    return fail(name === 'NotAllowedError' || name === 'AbortError' ? 'canceled' : 'unsupported')
  }
}
