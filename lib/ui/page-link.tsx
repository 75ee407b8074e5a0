import type { Route } from 'next'
import type { ComponentProps } from 'react'

/**
 * A link to a page of Spillway, which `FollowLinks` opens without loading the document again. It isn't a component of
 * the browser's, as next/link is, so that a list of links costs the server little.
 *
 * @param scroll false for a link that changes the page in place
 */
export function PageLink<P extends string>({
  href,
  scroll = true,
  ...link
}: { href: Route<P>; scroll?: boolean } & Omit<ComponentProps<'a'>, 'href'>) {
  return <a {...link} href={href} data-follow={scroll ? 'page' : 'in-place'} />
}
