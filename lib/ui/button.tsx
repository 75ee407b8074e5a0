import type { ButtonHTMLAttributes } from 'react'
import { classNames } from './class-names'

type Look = 'primary' | 'plain' | 'quiet'

export const buttonClasses = (look: Look = 'plain') => `button button-${look}`

export function Button({
  look,
  className,
  type = 'button',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look }) {
  return <button type={type} className={classNames(buttonClasses(look), className)} {...rest} />
}
