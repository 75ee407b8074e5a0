import { Suspense } from 'react'
import { lazyPart } from '@/lib/ui/lazy-part'
import type { FieldInput, FieldInputProps } from './field-input'

// Few accounts have them, so the page loads their editor on first use.
const TransferRulesEditor = lazyPart(() => import('./transfer-rules-editor'))

const TransferRulesInput = (props: FieldInputProps<'transferRules'>) =>
  props.isOpen && (
    <Suspense>
      <TransferRulesEditor {...props} />
    </Suspense>
  )

export const transferRulesInput: FieldInput<'transferRules'> = { Input: TransferRulesInput }
