import { Suspense } from 'react'
import { lazyPart } from '@/lib/ui/lazy-part'
import type { FieldInput, FieldInputProps } from './field-input'

// Needs the table of currencies, which the page at rest does without.
const MinimumBalancesEditor = lazyPart(() => import('./minimum-balances-editor'))

const MinimumBalancesInput = (props: FieldInputProps<'minimumBalances'>) =>
  props.isOpen && (
    <Suspense>
      <MinimumBalancesEditor {...props} />
    </Suspense>
  )

export const minimumBalancesInput: FieldInput<'minimumBalances'> = { Input: MinimumBalancesInput }
