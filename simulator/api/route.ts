import type { ApiVersion } from '../http/api-version.ts'
import type { FormHash } from '../http/form-body.ts'
import { type HashShape, readParameters, type Value } from '../http/parameters.ts'
import type { Account, Cause } from '../world/state.ts'
import type { World } from '../world/world.ts'

export interface ApiRequest {
  world: World
  /** The secret key, for the error messages that quote it. */
  key: string
  /** The account that the request acts for: the one in the Stripe-Account header, or the platform's own. */
  account: Account
  version: ApiVersion
  cause: Cause
  segment: (name: string) => string
}

export interface Route {
  method: 'DELETE' | 'GET' | 'POST'
  path: string
  /** The only version that has this route; undefined if all do. */
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
