import { GA, PREVIEW } from '../../http/api-version.ts'
import { expansions } from '../../http/expand.ts'
import { boolean, hash, list, looseHash, type Shape, text } from '../../http/parameters.ts'
import { accountInvalid } from '../../http/stripe-error.ts'
import { type ApiRequest, route } from '../route.ts'
import { COMPONENT_FEATURES, previewFeatures, sessionComponents, type WantedComponents } from '../session-components.ts'
import { requireConnectedAccount } from './connected-account.ts'

function request(known: Record<string, readonly string[]>) {
  const components: Record<string, Shape> = {}
  for (const [component, features] of Object.entries(known)) {
    const fields = looseHash(Object.fromEntries(features.map((feature) => [feature, boolean()])))
    components[component] = hash({ enabled: boolean(), features: fields }, ['enabled'])
  }
  return hash({ account: text(), components: looseHash(components), expand: list(text()) }, ['account', 'components'])
}

const PREVIEW_COMPONENTS = previewFeatures()

export const accountSessionRoutes = [
  route({
    method: 'POST',
    path: '/v1/account_sessions',
    version: GA,
    parameters: request(COMPONENT_FEATURES),
    handle: (asked, { account, components, expand }) => {
      expansions(expand, [])
      return create(asked, account, components as WantedComponents, COMPONENT_FEATURES)
    },
  }),
  route({
    method: 'POST',
    path: '/v1/account_sessions',
    version: PREVIEW,
    parameters: request(PREVIEW_COMPONENTS),
    handle: (asked, { account, components, expand }) => {
      expansions(expand, [])
      return create(asked, account, components as WantedComponents, PREVIEW_COMPONENTS)
    },
  }),
]

function create(asked: ApiRequest, id: string, wanted: WantedComponents, known: Record<string, readonly string[]>) {
  const { world } = asked
  const account = requireConnectedAccount(asked, id, 'account')
  if (account === world.accounts.platform) throw accountInvalid(asked.key, id, 'account')
  const components = sessionComponents(account, wanted, known, world.instantPayouts)
  const session = world.sessions.create(account.id, components)
  return {
    object: 'account_session' as const,
    account: session.account,
    client_secret: session.client_secret,
    components: session.components,
    expires_at: session.expires_at,
    livemode: false,
  }
}
