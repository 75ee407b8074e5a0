import { isIP } from 'node:net'

/** Without the port, brackets, zone or IPv4-in-IPv6 form that proxies and sockets may add; null when invalid. */
function normalizeAddress(text: string): string | null {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  const address = bare.replace(/%.*$/, '').toLowerCase()
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  return isIP(mapped ?? address) ? (mapped ?? address) : null
}

/**
 * The client's address. Each trusted proxy appends the address it sees to X-Forwarded-For, so the client's is counted
 * from the right; anything further left was written by the client.
 *
 * @param trustedProxies the number of proxies in front of the server; with 0 the header is ignored
 * @returns null when the header has no valid address at that position
 */
export function clientAddress({
  peer,
  forwardedFor,
  trustedProxies,
}: {
  peer: string | undefined
  forwardedFor: string | undefined
  trustedProxies: number
}): string | null {
  if (trustedProxies === 0) return normalizeAddress(peer ?? '')
  return normalizeAddress(forwardedFor?.split(',').at(-trustedProxies)?.trim() ?? '')
}

/** The addresses that one client can choose from: a single IPv4 address, or the /64 network of an IPv6 address. */
export function addressGroup(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
