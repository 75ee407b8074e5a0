import type { ApiVersion } from '../http/api-version.ts'
import type { FormHash } from '../http/form-body.ts'
import { type HashShape, readParameters, type Value } from '../http/parameters.ts'
import type { Simulation } from '../simulation.ts'
import type { Account, Cause } from '../world/state.ts'

export interface ApiRequest {
  simulation: Simulation
  /** The secret key, for the texts that quote it. */
  key: string
  /** The account acted for: the platform's own, or the one in the header. */
  account: Account
  version: ApiVersion
  cause: Cause
  segment: (name: string) => string
}

export interface Route {
  method: 'DELETE' | 'GET' | 'POST'
  path: string
  /** Only offered at this version. */
  version: ApiVersion | undefined
  parameters: HashShape
  answer: (request: ApiRequest, form: FormHash) => unknown
}

export function route<S extends HashShape>(definition: {
  method: Route['method']
  path: string
  version?: ApiVersion
  parameters: S
  handle: (request: ApiRequest, parameters: Value<S>) => unknown
}): Route {
  return {
    method: definition.method,
    path: definition.path,
    version: definition.version,
    parameters: definition.parameters,
    answer: (request, form) => definition.handle(request, readParameters(definition.parameters, form)),
  }
}
