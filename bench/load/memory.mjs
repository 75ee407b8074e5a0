import { mostMemory } from './client.mjs'
import { OTHER_ACCOUNT } from './warm-up.mjs'

const REQUESTS = 3000
const AT_ONCE = 8

/** The server's memory while people open pages one after the other. */
export async function measureMemory({ open, appPid, budgets }) {
  const paths = ['/accounts', `/accounts/${OTHER_ACCOUNT}`, '/audit', '/settings', '/accounts?q=bakery', '/status']
  let sent = 0
  const person = async () => {
    while (sent < REQUESTS) await open(paths[sent++ % paths.length])
  }
  const { most } = await mostMemory(appPid, () => Promise.all(Array.from({ length: AT_ONCE }, person)))
  return [{ what: `MB of memory at most during ${REQUESTS} pages`, value: most, atMost: budgets.memoryMb }]
}
