/**
 * What the browser knows about a write. The server keeps a durable entry of every write, so what became of
 * one without an answer can be asked for later.
 *
 * @typeParam Final the answers that end a write: made, refused, in conflict and so on
 */
export type WriteState<Final> =
  | { kind: 'editing' }
  /** `mayHaveLanded`: the same write was sent before, and its answer was lost. */
  | { kind: 'sending'; mayHaveLanded: boolean }
  /** The answer did not reach this browser; the server may have finished the write. */
  | { kind: 'lost' }
  | Unknown
  | SignedOut
  /** The session ended before it was known what became of the write. */
  | { kind: 'signed_out_since' }
  | Final

/** It may or may not have taken effect; `entryId` is what to ask about. */
type Unknown = { kind: 'unknown'; entryId: string }
/** Nothing was sent. */
type SignedOut = { kind: 'signed_out' }

export type WriteAnswer<Final> = Unknown | SignedOut | Final

export type WriteEvent<Final> =
  | { type: 'edit' }
  | { type: 'send' }
  | { type: 'answer'; answer: WriteAnswer<Final> }
  | { type: 'no_answer' }
  /** The server did nothing, and the page says why. */
  | { type: 'not_done' }

type Kind = { kind: string }

/** Whether a write was sent that may have taken effect, so that sending it again repeats it. */
export const mayHaveLanded = ({ kind }: Kind): boolean => kind === 'lost' || kind === 'signed_out_since'

/** Whether a write has been sent and its end is not known yet; nothing else can be sent meanwhile. */
export const isInProgress = ({ kind }: Kind): boolean => kind === 'sending' || kind === 'unknown'

/** The only way from one state of a write to the next. An event that does not fit the state changes nothing. */
export function nextWriteState<Final extends Kind>(
  state: WriteState<Final>,
  event: WriteEvent<Final>,
): WriteState<Final> {
  switch (event.type) {
    case 'edit':
      return isInProgress(state) ? state : { kind: 'editing' }
    case 'send':
      return isInProgress(state) ? state : { kind: 'sending', mayHaveLanded: mayHaveLanded(state) }
    case 'answer':
      if (!isInProgress(state)) return state
      // A check is refused, or a repetition: that says nothing about the write itself.
      if (event.answer.kind === 'signed_out' && repeatsOne(state)) return { kind: 'signed_out_since' }
      return event.answer
    case 'no_answer':
      return state.kind === 'sending' ? { kind: 'lost' } : state
    case 'not_done':
      if (state.kind !== 'sending') return state
      return { kind: repeatsOne(state) ? 'lost' : 'editing' }
  }
}

/** Whether the write, which is sent or checked, may have taken effect before. */
const repeatsOne = (state: WriteState<Kind>) => !('mayHaveLanded' in state) || state.mayHaveLanded
