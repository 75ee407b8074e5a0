import { expect, test } from 'vitest'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests()

test('health shows the simulator and its options', async () => {
  expect(await rig.control('GET', '/health')).toMatchObject({
    status: 'ok',
    simulator: 'stripe',
    accounts: 60,
    api_versions: ['2026-10-28.endive', '2025-07-30.preview'],
  })
})

test('requests from other origins and host names are refused', async () => {
  expect(await rig.raw('/_sim/health', { Origin: 'https://evil.example' })).toBe(403)
  expect(await rig.raw('/_sim/health', { Host: 'evil.example' })).toBe(403)
  expect(await rig.raw('/_sim/health', {})).toBe(200)
})
