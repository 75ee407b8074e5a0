import { unstable_isUnrecognizedActionError as isUnrecognizedAction } from 'next/navigation'
import type { PageAnswer } from '@/lib/domain/access/page-answer'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { pageViewer, reportPageNews } from './page-news'

/** `not_done`: the server did nothing, and the page has said why. `no_answer`: it may have. */
export type ActionAnswer<T> = Result<T, 'not_done' | 'no_answer'>

/** The only way in which a page calls a server action. */
export async function callAction<Args extends unknown[], T>(
  action: (viewer: string, ...args: Args) => Promise<PageAnswer<T>>,
  ...args: Args
): Promise<ActionAnswer<T>> {
  try {
    const answer = await action(pageViewer(), ...args)
    if ('answer' in answer) return succeed(answer.answer)
    reportPageNews({ kind: 'other_person', name: answer.signedInAs })
  } catch (error) {
    if (!isUnrecognizedAction(error)) return fail('no_answer')
    reportPageNews({ kind: 'new_version' })
  }
  return fail('not_done')
}
