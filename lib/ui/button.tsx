import type { ButtonHTMLAttributes } from 'react'
import { classNames } from './class-names'

const LOOKS = {
  primary: 'border-transparent bg-accent text-accent-ink enabled:hover:bg-accent-hover',
  plain: 'border-line bg-surface text-ink enabled:hover:bg-sunken',
  quiet: 'border-transparent text-ink enabled:hover:bg-sunken',
}

export function buttonClasses(look: keyof typeof LOOKS = 'plain') {
  return classNames(
    'inline-flex h-8 items-center justify-center gap-1.5 rounded-sm border px-3 text-sm font-medium whitespace-nowrap transition-colors duration-100 disabled:opacity-60',
    LOOKS[look],
  )
}

export function Button({
  look,
  className,
  type = 'button',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { look?: keyof typeof LOOKS }) {
  return <button type={type} className={classNames(buttonClasses(look), className)} {...rest} />
}
