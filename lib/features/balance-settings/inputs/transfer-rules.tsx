import { Suspense, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { lazyPart } from '@/lib/ui/lazy-part'
import { transferRulesText as text } from '../text'
import type { FieldInput, FieldInputProps } from './field-input'

// Few accounts have them, so the page loads their editor on first use.
const TransferRulesEditor = lazyPart(() => import('./transfer-rules-editor'))

function TransferRulesInput(props: FieldInputProps<'transferRules'>) {
  const [isOpen, setIsOpen] = useState(false)
  const { core, resting } = props.form
  const summary = core ? core.summarizeTransferRules(props.value) : resting.transferRules
  if (!isOpen && (props.error || summary === null)) setIsOpen(true)
  if (isOpen || summary === null) {
    return (
      <Suspense>
        <TransferRulesEditor {...props} />
      </Suspense>
    )
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
      <span className="min-w-0 break-words first-letter:uppercase">{summary}</span>
      <Button onClick={() => setIsOpen(true)}>{text.edit}</Button>
    </div>
  )
}

export const transferRulesInput: FieldInput<'transferRules'> = { Input: TransferRulesInput }
