import type { Route } from 'next'
import Link from 'next/link'
import { buttonClasses } from './button'

type Props<P extends string, N extends string> = {
  label: string
  previous: Route<P> | null
  next: Route<N> | null
  words?: [string, string]
}

export function Pager<P extends string, N extends string>({
  label,
  previous,
  next,
  words = ['Previous', 'Next'],
}: Props<P, N>) {
  if (!previous && !next) return null
  return (
    <nav aria-label={label} className="mt-3 flex justify-end gap-2">
      {previous && (
        <Link href={previous} prefetch={false} className={buttonClasses()}>
          {words[0]}
        </Link>
      )}
      {next && (
        <Link href={next} prefetch={false} className={buttonClasses()}>
          {words[1]}
        </Link>
      )}
    </nav>
  )
}
