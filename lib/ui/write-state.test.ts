import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isInProgress, nextWriteState, type WriteEvent, type WriteState } from './write-state'

type Final = { kind: 'made' } | { kind: 'refused' }
type State = WriteState<Final>
type Event = WriteEvent<Final>

const stateAfter = (...events: Event[]): State => events.reduce<State>(nextWriteState, { kind: 'editing' })
const send: Event = { type: 'send' }
const noAnswer: Event = { type: 'no_answer' }
const notDone: Event = { type: 'not_done' }
const answer = (kind: 'made' | 'refused' | 'signed_out'): Event => ({ type: 'answer', answer: { kind } })
const unknown: Event = { type: 'answer', answer: { kind: 'unknown', entryId: 'e1' } }

test.each<{ situation: string; events: Event[]; state: State }>([
  { situation: 'a write that was made is made', events: [send, answer('made')], state: { kind: 'made' } },
  { situation: 'a write that was refused is refused', events: [send, answer('refused')], state: { kind: 'refused' } },
  { situation: 'an answer that does not come is lost', events: [send, noAnswer], state: { kind: 'lost' } },
  {
    situation: 'a write without an answer of Stripe is asked about',
    events: [send, unknown],
    state: { kind: 'unknown', entryId: 'e1' },
  },
  {
    situation: 'a check that finds the write ends it',
    events: [send, unknown, answer('made')],
    state: { kind: 'made' },
  },
  {
    situation: 'a check without an answer leaves it unknown',
    events: [send, unknown, noAnswer],
    state: { kind: 'unknown', entryId: 'e1' },
  },
  {
    situation: 'without a session nothing is sent',
    events: [send, answer('signed_out')],
    state: { kind: 'signed_out' },
  },
  {
    situation: 'a session that ends while a write is unknown says nothing about the write',
    events: [send, unknown, answer('signed_out')],
    state: { kind: 'signed_out_since' },
  },
  {
    situation: 'a session that ended after a lost answer says nothing about the write',
    events: [send, noAnswer, send, answer('signed_out')],
    state: { kind: 'signed_out_since' },
  },
  {
    situation: 'a second try without a session still says nothing about the write',
    events: [send, noAnswer, send, answer('signed_out'), send, answer('signed_out')],
    state: { kind: 'signed_out_since' },
  },
  {
    situation: 'an edit after a lost answer starts a new write',
    events: [send, noAnswer, { type: 'edit' }, send, answer('signed_out')],
    state: { kind: 'signed_out' },
  },
  {
    situation: 'an edit does not end a write that is in progress',
    events: [send, { type: 'edit' }],
    state: { kind: 'sending', mayHaveLanded: false },
  },
  {
    situation: 'an edit clears a refusal',
    events: [send, answer('refused'), { type: 'edit' }],
    state: { kind: 'editing' },
  },
  {
    situation: 'a write that the server did not begin can be sent again',
    events: [send, notDone],
    state: { kind: 'editing' },
  },
  {
    situation: 'a repetition that the server did not begin says nothing about the write itself',
    events: [send, noAnswer, send, notDone],
    state: { kind: 'lost' },
  },
  {
    situation: 'a check that the server did not begin says nothing about the write',
    events: [send, unknown, notDone],
    state: { kind: 'unknown', entryId: 'e1' },
  },
  {
    situation: 'an answer that comes after the end changes nothing',
    events: [send, answer('refused'), answer('made')],
    state: { kind: 'refused' },
  },
])('$situation', ({ events, state }) => {
  expect(stateAfter(...events)).toEqual(state)
})

const anyEvent: fc.Arbitrary<Event> = fc.constantFrom<Event>(
  { type: 'edit' },
  send,
  noAnswer,
  notDone,
  unknown,
  answer('made'),
  answer('refused'),
  answer('signed_out'),
)

test('in every order of events, "nothing was sent" is said only of a write that was not sent before', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
      let state: State = { kind: 'editing' }
      let isOpen = false
      for (const event of events) {
        const next: State = nextWriteState(state, event)
        if (event.type === 'edit' && !isInProgress(state)) isOpen = false
        if (next.kind === 'lost' || next.kind === 'unknown') isOpen = true
        if (next.kind === 'made' || next.kind === 'refused') isOpen = false
        if (next.kind === 'signed_out' && state.kind !== 'signed_out') expect(isOpen).toBe(false)
        if (event.type === 'not_done' && next.kind === 'editing') expect(isOpen).toBe(false)
        state = next
      }
    }),
    { numRuns: 1000 },
  )
})
