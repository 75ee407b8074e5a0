/** Where Connect.js and its frames come from. Stripe docs, embedded components: content security policy. */
const CONNECT_HOSTS = 'https://connect-js.stripe.com https://js.stripe.com'
/** Of the empty style element that Connect.js adds. */
const CONNECT_STYLE_HASH = "'sha256-0hAheEzaMe6uXIKV4EehS9pu1am1lj/KnnzrOYqckXk='"

/**
 * One policy for every page, because moving between pages keeps the first page's policy. Stripe serves Connect.js
 * without versions, so it can't have an integrity hash.
 *
 * @param simulatorOrigin replaces Stripe's hosts in the demo; null in production
 */
export function contentSecurityPolicy({
  nonce,
  simulatorOrigin,
  isDevelopment,
}: {
  nonce: string
  simulatorOrigin: string | null
  isDevelopment: boolean
}): string {
  const hosts = simulatorOrigin ? `${CONNECT_HOSTS} ${simulatorOrigin}` : CONNECT_HOSTS
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' ${hosts}${isDevelopment ? " 'unsafe-eval'" : ''}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}' ${CONNECT_STYLE_HASH}`,
    "img-src 'self' data: https://*.stripe.com",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    `frame-src ${hosts}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(simulatorOrigin ? ['report-uri /csp-report'] : []),
  ].join('; ')
}
