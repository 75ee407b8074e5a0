export type SessionAnswer =
  | { kind: 'created'; clientSecret: string }
  | { kind: 'failed'; because: string }
  | { kind: 'signed_out' }
