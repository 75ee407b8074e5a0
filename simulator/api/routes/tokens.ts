import { TOKEN_BANK_ACCOUNT, TOKEN_CARD } from '../../banks/external-account-parameters.ts'
import { createToken } from '../../banks/tokens.ts'
import { expansions } from '../../http/expand.ts'
import { hash, list, missing, text } from '../../http/parameters.ts'
import { malformed } from '../../http/stripe-error.ts'
import { route } from '../route.ts'

export const tokenRoutes = [
  route({
    method: 'POST',
    path: '/v1/tokens',
    parameters: hash({ bank_account: TOKEN_BANK_ACCOUNT, card: TOKEN_CARD, expand: list(text()) }),
    handle: ({ simulation }, { bank_account, card, expand }) => {
      expansions(expand, [])
      if (bank_account && card) {
        throw malformed('You may only specify one of these parameters: bank_account, card.', {
          code: 'parameters_exclusive',
        })
      }
      if (bank_account) return createToken(simulation, bank_account, (field) => `bank_account[${field}]`)
      if (card) return createToken(simulation, card, (field) => `card[${field}]`)
      throw missing('bank_account')
    },
  }),
]
