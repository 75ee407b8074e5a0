import { expect, test } from 'vitest'
import { circlesIn, sourceFiles, violationsIn } from './layers.mjs'

test('every import points to a lower layer', () => {
  const files = sourceFiles()
  expect(files.length).toBeGreaterThan(80)
  expect(files.flatMap(([file, source]) => violationsIn(file, source))).toEqual([])
})

test('no files import each other in a circle, not even for a type', () => {
  expect(circlesIn(sourceFiles())).toEqual([])
})

test('a circle through a type import is found, and a chain is not one', () => {
  const circle: [string, string][] = [
    ['lib/a.ts', "import { b } from './b'"],
    ['lib/b.ts', "import type { C } from '@/lib/c'"],
    ['lib/c.ts', "export { a } from './a'"],
    ['lib/d.ts', "import { a } from './a'"],
  ]
  expect(circlesIn(circle)).toEqual([['lib/a.ts', 'lib/b.ts', 'lib/c.ts']])
})

test.each([
  ['app/page.tsx', "import { database } from '@/lib/gateways/db/client'"],
  ['app/page.tsx', "import Stripe from 'stripe'"],
  ['lib/features/accounts/x.ts', "import { a } from '@/lib/features/audit-log/account-timeline'"],
  ['lib/features/accounts/x.ts', "import { a } from '../audit-log/account-timeline'"],
  ['lib/features/accounts/x.ts', "import type Stripe from 'stripe'"],
  ['lib/features/accounts/x.ts', "export { a } from '@/app/sign-out'"],
  ['lib/auth/x.ts', "import { a } from '@/lib/features/accounts/query'"],
  ['lib/auth/x.ts', "import { a } from '@/lib/gateways/stripe/client'"],
  ['lib/auth/x.ts', "import { a } from '@/lib/record/balance-record'"],
  ['lib/record/x.ts', "import { a } from '@/lib/features/accounts/query'"],
  ['lib/record/x.ts', "import Stripe from 'stripe'"],
  ['lib/record/x.ts', "import { a } from '@/lib/worker/jobs'"],
  ['lib/features/accounts/x.ts', "import { a } from '@/lib/worker/jobs'"],
  ['lib/features/accounts/x.ts', "import { PgBoss } from 'pg-boss'"],
  ['app/page.tsx', "import { a } from '@/lib/worker/jobs'"],
  ['lib/record/x.ts', "import { Rig } from '@/simulator/testing/rig'"],
  ['lib/gateways/db/x.ts', "import { a } from '@/lib/record/balance-record'"],
  ['lib/gateways/db/x.ts', "import { a } from '../stripe/client'"],
  ['lib/gateways/stripe/x.ts', "const a = await import('@/lib/gateways/db/client')"],
  ['lib/domain/x.ts', "import { z } from 'zod'"],
  ['lib/domain/x.ts', "import { environment } from '@/lib/env'"],
  ['lib/ui/x.tsx', "import { environment } from '@/lib/env'"],
  ['lib/env.ts', "import { a } from '@/lib/auth/person'"],
  ['simulator/x.ts', "import { a } from '../../lib/domain/money'"],
  ['simulator/x.ts', "import { a } from 'zod'"],
  ['simulator/x.ts', "import { Rig } from './testing/rig.ts'"],
  ['simulator/money/x.ts', "import { a } from '../../lib/domain/money'"],
  ['simulator/money/x.ts', "import { a } from 'zod'"],
  ['simulator/money/x.ts', "import { a } from '../payouts/manual-payouts.ts'"],
  ['simulator/world/x.ts', "import type { SimulatedWorld } from '../simulated-world.ts'"],
  ['simulator/money/x.test.ts', "import { a } from '../../lib/domain/money'"],
  ['e2e/x.spec.ts', "import { a } from '@/lib/gateways/db/client'"],
])('in %s, %s is refused', (file, source) => {
  expect(violationsIn(file, source)).toHaveLength(1)
})

test.each([
  ['app/page.tsx', "import { a } from '@/lib/features/accounts/query'"],
  ['lib/features/accounts/x.ts', "import { a } from '@/lib/gateways/db/accounts'"],
  ['lib/features/accounts/x.ts', "import { a } from '@/lib/record/balance-record'"],
  ['lib/record/x.ts', "import { a } from '@/lib/auth/record-for'"],
  ['lib/worker/x.ts', "import { a } from '@/lib/record/catch-up'"],
  ['lib/worker/x.ts', "import { PgBoss } from 'pg-boss'"],
  ['lib/record/x.db.test.ts', "import { Rig } from '@/simulator/testing/rig'"],
  ['lib/gateways/stripe/x.ts', "import Stripe from 'stripe'"],
  ['lib/domain/x.ts', "import { a } from './money'"],
  ['simulator/x.ts', "import { createServer } from 'node:http'"],
  ['simulator/x.ts', "import { a } from './control/control-server.ts'"],
  ['simulator/money/x.ts', "import { a } from '../world/state.ts'"],
  ['simulator/money/x.test.ts', "import { Rig } from '../testing/rig.ts'"],
])('in %s, %s is allowed', (file, source) => {
  expect(violationsIn(file, source)).toEqual([])
})
