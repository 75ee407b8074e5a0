import { malformed } from './stripe-error.ts'

export type ApiVersion = '2025-07-30.preview' | '2026-10-28.endive'

export const GA: ApiVersion = '2026-10-28.endive'
export const PREVIEW: ApiVersion = '2025-07-30.preview'

export function apiVersion(header: string | undefined): ApiVersion {
  if (header === undefined || header === GA) return GA
  if (header === PREVIEW) return PREVIEW
  // [from memory] of the message. Stripe has many more versions; this simulator implements two.
  throw malformed(`Invalid Stripe API version: ${header}`)
}
