import type { Route } from 'next'
import { buttonClasses } from './button'
import { PageLink } from './page-link'

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
        <PageLink href={previous} className={buttonClasses()}>
          {words[0]}
        </PageLink>
      )}
      {next && (
        <PageLink href={next} className={buttonClasses()}>
          {words[1]}
        </PageLink>
      )}
    </nav>
  )
}
