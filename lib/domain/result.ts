/** What is expected to go wrong comes back as a value with a code; anything else is thrown. */
export type Result<T, F> = { ok: true; value: T } | { ok: false; failure: F }

export const succeed = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const fail = <F>(failure: F): { ok: false; failure: F } => ({ ok: false, failure })
