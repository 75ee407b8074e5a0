'use client'
import { Suspense, useEffect, useState } from 'react'
import { ASK_PROOF, type ProofRequest } from '@/lib/ui/call-action'
import { lazyPart } from '@/lib/ui/lazy-part'

const ProofDialog = lazyPart(() => import('./proof-dialog'))

/** Every page of somebody who is signed in has this: it asks for a proof when an action needs one. */
export function ProveAgain() {
  const [request, setRequest] = useState<ProofRequest | null>(null)
  useEffect(() => {
    const listen = (event: Event) => setRequest((event as CustomEvent<ProofRequest>).detail)
    window.addEventListener(ASK_PROOF, listen)
    return () => window.removeEventListener(ASK_PROOF, listen)
  }, [])
  if (!request) return null
  const close = (isProven = false) => {
    setRequest(null)
    request.answer(isProven)
  }
  return (
    <Suspense>
      <ProofDialog proof={request.proof} onClose={close} />
    </Suspense>
  )
}
