import { ACCOUNT } from '../pages.mjs'

export const OTHER_ACCOUNT = 'acct_1SpwDemoBooks'

/** What a server has compiled and cached that people have used for a while. */
export async function warmUp({ open }) {
  for (let round = 0; round < 60; round += 1) {
    for (const path of ['/accounts', `/accounts/${OTHER_ACCOUNT}`, `/accounts/${ACCOUNT}`, '/audit']) await open(path)
  }
}
