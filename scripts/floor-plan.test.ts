import { expect, test } from 'vitest'
import { sourceFiles, violationsIn } from './floor-plan.mjs'

test('every import of the project points down the floor plan', () => {
  const files = sourceFiles()
  expect(files.length).toBeGreaterThan(80)
  expect(files.flatMap(([file, source]) => violationsIn(file, source))).toEqual([])
})

test.each([
  ['app/page.tsx', "import { database } from '@/lib/gateways/db/client'"],
  ['app/page.tsx', "import Stripe from 'stripe'"],
  ['lib/features/accounts/x.ts', "import { a } from '@/lib/features/audit-log/timeline'"],
  ['lib/features/accounts/x.ts', "import { a } from '../audit-log/timeline'"],
  ['lib/features/accounts/x.ts', "import type Stripe from 'stripe'"],
  ['lib/features/accounts/x.ts', "export { a } from '@/app/sign-out'"],
  ['lib/auth/x.ts', "import { a } from '@/lib/features/accounts/query'"],
  ['lib/auth/x.ts', "import { a } from '@/lib/gateways/stripe/client'"],
  ['lib/gateways/db/x.ts', "import { a } from '../stripe/client'"],
  ['lib/gateways/stripe/x.ts', "const a = await import('@/lib/gateways/db/client')"],
  ['lib/domain/x.ts', "import { z } from 'zod'"],
  ['lib/domain/x.ts', "import { environment } from '@/lib/env'"],
  ['lib/ui/x.tsx', "import { environment } from '@/lib/env'"],
  ['lib/env.ts', "import { a } from '@/lib/auth/person'"],
  ['e2e/stripe-simulator/x.ts', "import { a } from '../../lib/domain/money'"],
  ['e2e/stripe-simulator/x.ts', "import { a } from 'zod'"],
  ['e2e/x.spec.ts', "import { a } from '@/lib/gateways/db/client'"],
])('in %s, %s is refused', (file, source) => {
  expect(violationsIn(file, source)).toHaveLength(1)
})

test.each([
  ['app/page.tsx', "import { a } from '@/lib/features/accounts/query'"],
  ['lib/features/accounts/x.ts', "import { a } from '@/lib/gateways/db/accounts'"],
  ['lib/gateways/stripe/x.ts', "import Stripe from 'stripe'"],
  ['lib/domain/x.ts', "import { a } from './money'"],
  ['e2e/stripe-simulator/x.ts', "import { createServer } from 'node:http'"],
])('in %s, %s is allowed', (file, source) => {
  expect(violationsIn(file, source)).toEqual([])
})
