/** With what a person proves who they are, once they are signed in. `passkey`: or with a recovery code. */
export type Proof = 'code' | 'password' | 'passkey' | 'passkey_or_code'

/** The password proves it only of somebody who has neither an app nor a passkey, of whom it is all that there is. */
export const proofOf = ({
  secondFactorAt,
  passkeyAt,
}: {
  secondFactorAt: Date | null
  passkeyAt: Date | null
}): Proof => (passkeyAt ? (secondFactorAt ? 'passkey_or_code' : 'passkey') : secondFactorAt ? 'code' : 'password')

/**
 * What an action answers to a page: its answer, who is signed in now where the page is somebody else's, or that the
 * person has to prove again who they are, before anything is done.
 */
export type PageAnswer<T> = { answer: T } | { signedInAs: string } | { prove: Proof }
