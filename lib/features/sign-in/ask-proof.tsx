import { createRoot } from 'react-dom/client'
import type { Proof } from '@/lib/domain/access/page-answer'
import { ProofDialog } from './proof-dialog'

/** Shows the dialog above whatever the page shows. Loaded on first use, so that no page pays for it. */
export function askProof(proof: Proof): Promise<boolean> {
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  return new Promise((resolve) => {
    root.render(
      <ProofDialog
        proof={proof}
        onClose={(isProven) => {
          root.unmount()
          place.remove()
          resolve(isProven)
        }}
      />,
    )
  })
}
