'use client'
import { classNames } from './class-names'

/** An amount that was formatted; a negative one carries sign, colour and the word for screen readers. */
export const AmountText = ({ text, isNegative }: { text: string; isNegative: boolean }) => (
  <span className={classNames('tabular whitespace-nowrap', isNegative && 'text-failed')}>
    {isNegative && <span className="sr-only">{'negative '}</span>}
    <span translate="no">{text}</span>
  </span>
)
