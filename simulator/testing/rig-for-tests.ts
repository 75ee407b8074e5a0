import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { SimulatorOptions } from '../options.ts'
import { Rig } from './rig.ts'

/** A simulator for the tests of a file or block. With `now`, each test has a new world with its clock frozen then. */
export function rigForTests({ now, ...options }: Partial<SimulatorOptions> & { now?: string } = {}): Rig {
  const rig = new Rig(options)
  beforeAll(() => rig.listen())
  if (now !== undefined) beforeEach(() => rig.control('POST', '/reset', { accounts: options.accounts, now }))
  afterAll(() => rig.stop())
  return rig
}
