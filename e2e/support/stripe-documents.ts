import { hasOpenapi, Openapi } from '../../simulator/testing/openapi.ts'
import type { LoggedRequest } from './simulator'

const NAMES = { '2026-10-28.endive': 'openapi-subset', '2025-07-30.preview': 'openapi-subset.preview' } as const

const opened = new Map<string, Openapi>()

function documentOf(version: string | null): Openapi | undefined {
  const name = NAMES[version as keyof typeof NAMES]
  if (name && !opened.has(name)) opened.set(name, new Openapi(name))
  return name && opened.get(name)
}

/**
 * What is wrong with these requests by Stripe's own documents, down to their parameters; nothing where the documents are
 * not at hand. Requests that a test sent itself name no version and are left out.
 */
export function findRequestProblems(requests: readonly LoggedRequest[]): string[] {
  if (!hasOpenapi) return []
  const sent = requests.filter(({ path, api_version: version }) => path.startsWith('/v1/') && version !== null)
  return sent.flatMap(({ method, path, api_version: version, params }) => {
    const document = documentOf(version)
    const template = document?.template(path)
    if (!document || !template) return [`${method} ${path} at ${version}: no such path`]
    return document.requestProblems(method, template, params).map((problem) => `${method} ${template}: ${problem}`)
  })
}
