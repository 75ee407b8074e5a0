import { describe, expect, test } from 'vitest'
import { rigForTests } from '../testing/rig-for-tests.ts'

const rig = rigForTests()

describe('The files of Connect.js', () => {
  test.each(['/v1.0/connect.js', '/bridge.html', '/bridge.js', '/authenticate.html'])(
    '%s may be loaded from any origin and is never kept',
    async (path) => {
      const { status, headers } = await rig.fetch(path, {})
      expect(status).toBe(200)
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('content-type')).toContain('charset=utf-8')
    },
  )

  test('can fail as planned, like the API', async () => {
    await rig.control('POST', '/faults', {
      match: { path: '/v1.0/connect.js' },
      fault: { kind: 'status', status: 500, body: '' },
    })
    expect((await rig.fetch('/v1.0/connect.js', {})).status).toBe(500)
  })
})
