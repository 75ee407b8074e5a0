import { hasOpenapi, OPENAPI_FOLDER, Openapi } from '../simulator/testing/openapi.ts'
import { simulator } from './support/simulator'
import { expect, test } from './support/test'

// Runs when the others are done: they have made Spillway ask Stripe everything that it ever asks.

const DOCUMENTS = { '2026-10-28.endive': 'openapi-subset', '2025-07-30.preview': 'openapi-subset.preview' } as const

if (hasOpenapi) {
  test('every request that Spillway has sent is one that Stripe’s document knows, down to its parameters', async () => {
    const documents = new Map(Object.entries(DOCUMENTS).map(([version, name]) => [version, new Openapi(name)]))
    const sent = await simulator.apiRequests()
    const problems = new Set<string>()
    const kinds = new Map<string, number>()
    for (const { method, path, api_version: version, params } of sent) {
      const document = documents.get(version ?? '')
      const template = document?.template(path)
      if (!document || !template) problems.add(`${method} ${path} at ${version}: no such path`)
      else
        for (const problem of document.requestProblems(method, template, params))
          problems.add(`${method} ${template}: ${problem}`)
      const kind = `${method} ${template} ${version}`
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
    console.log(`${sent.length} requests of ${kinds.size} kinds compared with Stripe’s documents`)
    expect([...problems]).toEqual([])
    expect(kinds.size).toBeGreaterThan(5)
  })
} else {
  console.warn(`SKIPPED: Stripe's documents are not at ${OPENAPI_FOLDER}, so no request was checked against them.`)
}
