import { expect, test } from 'vitest'
import { addressGroup, clientAddress } from './client-address'

const PEER = '10.0.0.9'

test.each([
  [0, undefined, PEER],
  [0, '192.0.2.1', PEER],
  [1, '192.0.2.1', '192.0.2.1'],
  [1, '203.0.113.66, 192.0.2.1', '192.0.2.1'],
  [2, '203.0.113.66, 192.0.2.1, 198.51.100.7', '192.0.2.1'],
  [1, '203.0.113.66,\t192.0.2.1:5544', '192.0.2.1'],
  [1, '[2001:db8::1]:443', '2001:db8::1'],
  [1, '::ffff:192.0.2.1', '192.0.2.1'],
  [1, 'fe80::1%eth0', 'fe80::1'],
  [1, undefined, null],
  [1, '', null],
  [1, 'unknown', null],
  [1, '192.0.2.1, ', null],
  [1, '999.0.2.1', null],
  [3, '192.0.2.1, 198.51.100.7', null],
])('with %j trusted proxies, X-Forwarded-For %j gives %j', (trustedProxies, forwardedFor, address) => {
  expect(clientAddress({ peer: PEER, forwardedFor, trustedProxies })).toBe(address)
})

test('a socket that reports IPv4 in IPv6 form gives the IPv4 address', () => {
  expect(clientAddress({ peer: '::ffff:127.0.0.1', forwardedFor: undefined, trustedProxies: 0 })).toBe('127.0.0.1')
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
  ['2001:db8:0:1::7', '2001:db8:0:1::/64'],
  ['2001:0db8::7', '2001:db8:0:0::/64'],
  ['2001:db8::', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
])('%s is limited as %s', (address, group) => {
  expect(addressGroup(address)).toBe(group)
})
