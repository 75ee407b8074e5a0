import 'server-only'

/** Stripe answered, and this version cannot make sense of the answer; for a write that says nothing against its effect. */
export class UnreadableAnswer extends Error {
  readonly requestId: string | null

  constructor(what: string, requestId: string | null) {
    super(`Stripe's answer is no ${what} that this version can read`)
    this.requestId = requestId
  }
}

type Wire = { lastResponse?: { requestId?: string } }

/** The value, where it could be read. @throws UnreadableAnswer where it is null */
export function requireRead<T>(what: string, wire: unknown, value: T | null): T {
  if (value === null) throw new UnreadableAnswer(what, (wire as Wire | null)?.lastResponse?.requestId ?? null)
  return value
}
