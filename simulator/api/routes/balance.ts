import { expansions } from '../../http/expand.ts'
import { hash, list, text } from '../../http/parameters.ts'
import { malformed } from '../../http/stripe-error.ts'
import { renderBalance } from '../../money/balance-view.ts'
import { route } from '../route.ts'

const NET_AVAILABLE = 'instant_available.net_available'

export const balanceRoutes = [
  route({
    method: 'GET',
    path: '/v1/balance',
    parameters: hash({ expand: list(text()) }),
    handle: (request, { expand }) => {
      const wanted = expansions(expand, [NET_AVAILABLE])
      if (wanted.size > 0 && request.account === request.world.accounts.platform) {
        // [docs] the rule; the message is [assumption]
        throw malformed(`You can only expand ${NET_AVAILABLE} on the balance of a connected account.`, {
          param: 'expand',
        })
      }
      return renderBalance(request.world, request.account, wanted.has(NET_AVAILABLE))
    },
  }),
]
