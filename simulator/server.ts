import { enableCompileCache, flushCompileCache } from 'node:module'

// Must come before the imports that it speeds up: removing the types takes most of the start time.
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
