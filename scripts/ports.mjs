import { createServer } from 'node:net'

const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })

/** The first free loopback port from `wanted` on; says so when it is not the wanted one. */
export async function freePort(wanted, what) {
  for (let port = wanted; port < wanted + 100; port++) {
    if (await isFree(port)) {
      if (what && port !== wanted) console.log(`Port ${wanted} is taken, so ${what} uses ${port}.`)
      return port
    }
  }
  throw new Error(`No free port between ${wanted} and ${wanted + 99}.`)
}
