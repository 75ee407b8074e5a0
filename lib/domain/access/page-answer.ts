/** What an action answers to a page: its answer, or who is signed in now where the page is somebody else's. */
export type PageAnswer<T> = { answer: T } | { signedInAs: string }
