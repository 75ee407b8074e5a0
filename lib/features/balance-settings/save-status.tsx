import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { Notice } from '@/lib/ui/notice'
import type { FieldErrors } from './save-outcome'

export type SaveState =
  | { kind: 'editing'; errors: FieldErrors }
  | { kind: 'saving' }
  | { kind: 'saved' }
  | { kind: 'refused'; message: string }
  | { kind: 'conflict'; theirs: BalanceSettings }
  | { kind: 'unknown'; entryId: string }
  | { kind: 'signed_out' }
  | { kind: 'lost' }

/** Saved, not saved, or not yet known: always one of the three, and what is safe to do. */
export function SaveStatus({ state, formError }: { state: SaveState; formError: string | undefined }) {
  switch (state.kind) {
    case 'editing': {
      const count = Object.keys(state.errors).length
      if (count === 0) return null
      return (
        <Notice tone="problem" title="Not saved" live="alert">
          {formError ?? 'Nothing was changed. See the marked field.'}
        </Notice>
      )
    }
    case 'saving':
      return (
        <p role="status" className="text-sm text-muted">
          Saving…
        </p>
      )
    case 'saved':
      return (
        <Notice tone="good" title="Saved" live="status">
          These are the settings as Stripe now has them.
        </Notice>
      )
    case 'refused':
      return (
        <Notice tone="problem" title="Not saved" live="alert">
          {state.message} What you typed is still here.
        </Notice>
      )
    case 'unknown':
      return (
        <Notice tone="warning" title="Not yet known" live="status">
          Stripe did not answer, so the change may or may not have taken effect. We are asking Stripe; you can leave
          this page safely.
        </Notice>
      )
    case 'lost':
      return (
        <Notice tone="warning" title="Not yet known" live="alert">
          The connection broke before the answer came. Reload the page to see what Stripe has; what you typed is kept.
        </Notice>
      )
    case 'signed_out':
      return (
        <Notice tone="problem" title="Not saved" live="alert">
          Your session has ended.{' '}
          <a href="/sign-in" className="font-medium underline">
            Sign in again
          </a>
          ; what you typed is kept in this tab.
        </Notice>
      )
    case 'conflict':
      return null
  }
}
