import { unstable_isUnrecognizedActionError as isUnrecognizedAction } from 'next/navigation'
import type { PageAnswer, Proof } from '@/lib/domain/access/page-answer'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { pageViewer, reportPageNews } from './page-news'

/** Asks the person to prove who they are; false where they don't. Every page of somebody who is signed in sets it. */
type AskProof = (proof: Proof) => Promise<boolean>
let askProof: AskProof

export function askProofBy(ask: AskProof): void {
  askProof = ask
}

/** `not_done`: the server did nothing, and the page has said why. `no_answer`: it may have. */
export type ActionAnswer<T> = Result<T, 'not_done' | 'no_answer'>

type Call = <Args extends unknown[], T>(
  action: (viewer: string, ...args: Args) => Promise<PageAnswer<T>>,
  ...args: Args
) => Promise<ActionAnswer<T>>

const callFor =
  (isUndone: boolean): Call =>
  async (action, ...args) => {
    try {
      let answer = await action(pageViewer(), ...args)
      while ('prove' in answer) {
        if (!(await askProof(answer.prove))) return fail('not_done')
        answer = await action(pageViewer(), ...args)
      }
      if ('answer' in answer) return succeed(answer.answer)
      reportPageNews({ kind: 'other_person', name: answer.signedInAs, isUndone })
    } catch (error) {
      if (!isUnrecognizedAction(error)) return fail('no_answer')
      reportPageNews({ kind: 'new_version', isUndone })
    }
    return fail('not_done')
  }

/** How a page calls a server action that changes something. */
export const callAction = callFor(true)

/** For one that only reads, or repeats what may have been done before: the page doesn't claim that nothing was. */
export const askAction = callFor(false)
