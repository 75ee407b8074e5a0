import { useState } from 'react'
import type { PageAnswer } from '@/lib/domain/access/page-answer'
import { proofErrors } from '@/lib/domain/access/proof-words'
import { callAction } from '@/lib/ui/call-action'
import { getPasskey } from '@/lib/ui/passkey'
import type { ProofAnswer } from './actions'
import { passkeyErrors, signInText } from './text'

type Options = (viewer: string) => Promise<PageAnswer<PublicKeyCredentialRequestOptionsJSON | null>>
type Answer = (viewer: string, sent: unknown) => Promise<PageAnswer<ProofAnswer>>

/** Asks for a passkey and sends it. `error` says why it wasn’t accepted. */
export function usePasskey(options: Options, answer: Answer, done: () => void) {
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  async function use(): Promise<string | null> {
    const asked = await callAction(options)
    if (!asked.ok) return asked.failure === 'no_answer' ? signInText.no_answer : null
    if (!asked.value) return proofErrors.signed_out
    const used = await getPasskey(asked.value)
    if (!used.ok) return used.failure === 'canceled' ? passkeyErrors.canceled : passkeyErrors.unsupported
    const called = await callAction(answer, used.value)
    if (!called.ok) return called.failure === 'no_answer' ? signInText.no_answer : null
    if (called.value.error === null) done()
    return called.value.error
  }
  async function start() {
    setIsBusy(true)
    setError(null)
    setError(await use())
    setIsBusy(false)
  }
  return { error, isBusy, start }
}
