'use client'
import { useEffect } from 'react'
import { askProofBy } from '@/lib/ui/call-action'
import { reportPageNews } from '@/lib/ui/page-news'

/** Every page of somebody who is signed in has this: it asks for a proof when an action needs one. */
export function ProveAgain() {
  useEffect(() => {
    askProofBy((proof) =>
      import('./ask-proof').then(
        ({ askProof }) => askProof(proof),
        () => {
          reportPageNews({ kind: 'not_loaded', isUndone: true })
          return false
        },
      ),
    )
  }, [])
  return null
}
