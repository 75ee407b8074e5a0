/** With what a person proves who they are, once they are signed in. */
export type Proof = 'code' | 'password'

/**
 * What an action answers to a page: its answer, who is signed in now where the page is somebody else's, or that the
 * person has to prove again who they are, before anything is done.
 */
export type PageAnswer<T> = { answer: T } | { signedInAs: string } | { prove: Proof }
