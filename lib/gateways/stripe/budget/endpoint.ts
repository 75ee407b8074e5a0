/** Method and path without ids, as Stripe counts: `GET /v1/accounts/:id/external_accounts`. */
export function endpointOf(method: string, path: string): string {
  const [bare = ''] = path.split('?')
  return `${method} ${bare.replaceAll(/\/[a-z]+_\w+(?=\/|$)/g, (part) => (isId(part.slice(1)) ? '/:id' : part))}`
}

/** An id has digits or capitals after its prefix; the name of a resource has neither. */
const isId = (part: string) => /_(?=\w*[A-Z0-9])\w+$/.test(part)
