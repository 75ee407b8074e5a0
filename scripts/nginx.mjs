// nginx for the tests behind a proxy: Debian's package, and openssl for a certificate of their own.
import { existsSync } from 'node:fs'

const find = (...paths) => paths.find((path) => existsSync(path))

/** The two programs, or null when one of them is not installed. */
export function findNginx() {
  const nginx = find('/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx')
  const openssl = find('/usr/bin/openssl', '/opt/homebrew/bin/openssl')
  return nginx && openssl ? { nginx, openssl } : null
}
