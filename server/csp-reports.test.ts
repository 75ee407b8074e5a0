import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CspReports } from './csp-reports'

function reports() {
  const lines: { violations: Record<string, number>; others: number }[] = []
  const taken = new CspReports({ warn: (line: (typeof lines)[number]) => void lines.push(line) } as never)
  return { taken, lines }
}
const older = (directive: string, uri: string) =>
  JSON.stringify({
    'csp-report': { 'effective-directive': directive, 'blocked-uri': uri, 'document-uri': 'https://x/s' },
  })
const newer = (...found: [string, string][]) =>
  JSON.stringify(
    found.map(([effectiveDirective, blockedURL]) => ({
      type: 'csp-violation',
      body: { effectiveDirective, blockedURL },
    })),
  )

test('reports in both formats are counted together in one line, by directive and origin only', () => {
  const { taken, lines } = reports()
  expect(taken.add(older('script-src', 'https://evil.example/set-password/secret?x=1'))).toBe(true)
  expect(taken.add(newer(['script-src', 'https://evil.example/other'], ['style-src-attr', 'inline']))).toBe(true)
  taken.write()
  expect(lines).toEqual([
    { violations: { 'script-src https://evil.example': 2, 'style-src-attr inline': 1 }, others: 0 },
  ])
  expect(JSON.stringify(lines)).not.toContain('secret')
})

test('however many different violations are sent, the line stays short', () => {
  const { taken, lines } = reports()
  for (let host = 0; host < 500; host++) taken.add(older('img-src', `https://h${host}.example/`))
  taken.write()
  expect(Object.keys(lines[0]?.violations ?? {})).toHaveLength(20)
  expect(lines[0]?.others).toBe(480)
  expect(JSON.stringify(lines[0]).length).toBeLessThan(3000)
})

test('whatever is sent, nothing is thrown and nothing of it but a directive and an origin is logged', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.tuple(fc.string(), fc.string()).map(([a, b]) => older(a, b)),
      ),
      (body) => {
        const { taken, lines } = reports()
        if (!taken.add(body)) return
        taken.write()
        for (const name of Object.keys(lines[0]?.violations ?? {}))
          expect(name).toMatch(/^[a-z-]{1,40} (https?:\/\/\S{1,93}|[a-z-]{1,20})$/)
      },
    ),
    { examples: [['{"csp-report":{"__proto__":{"effective-directive":"x"}}}'], ['[null,1,{"body":[]}]'], ['\u0000']] },
  )
})
