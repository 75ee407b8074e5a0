import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { concernsUs, EVENT_HANDLERS } from './event-handlers'

test('README tells people to subscribe to exactly the events that are handled', () => {
  const list = /<!-- events:begin -->(.*?)<!-- events:end -->/s.exec(readFileSync('README.md', 'utf8'))?.[1] ?? ''
  expect([...list.matchAll(/`([^`]+)`/g)].map(([, type]) => type)).toEqual(Object.keys(EVENT_HANDLERS))
})

test('GET /v1/events can be asked for all of them at once, which takes 20 types at most', () => {
  expect(Object.keys(EVENT_HANDLERS).length).toBeLessThanOrEqual(20)
})

test.each(['payout.reconciliation_completed', 'capability.updated', 'toString', ''])('%j is not kept', (type) => {
  expect(concernsUs(type)).toBe(false)
})
