import { enableCompileCache, flushCompileCache } from 'node:module'

// Must come before the imports it speeds up: without it, taking the types off takes most of the start.
enableCompileCache()
const { readOptions } = await import('./options.ts')
const { Simulator } = await import('./simulator.ts')

const simulator = new Simulator(readOptions(process.env))
const address = await simulator.listen()
console.log(`stripe simulator listening on ${address}`)
flushCompileCache()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0))
  })
}
