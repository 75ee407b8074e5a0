import { Notice } from '@/lib/ui/notice'
import { moveText, PROBLEM_WORDS, policyText } from './text'
import type { FleetOutcome } from './use-fleet'

/** What became of an action; `done` is shown where it worked and led nowhere else. */
export function FleetOutcomeNotice({ outcome, done }: { outcome: FleetOutcome | null; done: string | null }) {
  switch (outcome?.kind) {
    case undefined:
      return null
    case 'done':
      return done === null || outcome.href ? null : <Notice tone="good" title={done} live="status" />
    case 'not_done':
      return <Notice tone="problem" title={PROBLEM_WORDS[outcome.because]} live="alert" />
    case 'unanswered':
      return <Notice tone="warning" title={moveText.unanswered} live="alert" />
    case 'invalid':
      return (
        <Notice tone="problem" title={policyText.invalid} live="alert">
          <ul className="list-disc pl-4">
            {outcome.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )
  }
}
