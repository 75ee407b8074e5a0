import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { trace } from '@opentelemetry/api'
import { expect, test } from 'vitest'
import { startTracing } from './tracing'

test('traces reach the collector, and none of a private calendar link', async () => {
  const received: string[] = []
  const collector = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push(`${request.method} ${request.url} ${body}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const stop = startTracing(`http://127.0.0.1:${(collector.address() as AddressInfo).port}`)
  const tracer = trace.getTracer('test')
  tracer.startActiveSpan('GET /accounts', (request) => {
    tracer.startSpan('stripe GET /v1/balance').end()
    request.end()
  })
  tracer.startActiveSpan('GET', { attributes: { 'http.target': '/api/calendar/CANARY' } }, (request) => {
    tracer.startSpan('resolve /api/calendar/CANARY').end()
    request.end()
  })
  await stop()
  collector.close()
  const all = received.join('\n')
  expect(all).toMatch(/^POST \/v1\/traces /)
  expect(all).toContain('GET /accounts')
  expect(all).toContain('stripe GET /v1/balance')
  expect(all).not.toContain('CANARY')
})
