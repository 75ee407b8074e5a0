import { Suspense, useState } from 'react'
import { transferRules } from '@/lib/domain/settings/fields/transfer-rules'
import { Button } from '@/lib/ui/button'
import { lazyPart } from '@/lib/ui/lazy-part'
import { transferRulesText as text } from '../text'
import type { FieldInput, FieldInputProps } from './field-input'

// Few accounts have them, so the page loads their editor on first use.
const TransferRulesEditor = lazyPart(() => import('./transfer-rules-editor'))

function TransferRulesInput(props: FieldInputProps<'transferRules'>) {
  const [isOpen, setIsOpen] = useState(false)
  const read = transferRules.fromDraft(props.value)
  if (!isOpen && (props.error || 'error' in read)) setIsOpen(true)
  if (isOpen || 'error' in read) {
    return (
      <Suspense>
        <TransferRulesEditor {...props} />
      </Suspense>
    )
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
      <span className="min-w-0 break-words">{transferRules.describe(read.value)}</span>
      <Button onClick={() => setIsOpen(true)}>{text.edit}</Button>
    </div>
  )
}

export const transferRulesInput: FieldInput<'transferRules'> = { Input: TransferRulesInput }
