import { expansions } from '../../http/expand.ts'
import { choice, hash, integer, list, map, missing, text } from '../../http/parameters.ts'
import { notFound, refused } from '../../http/stripe-error.ts'
import { createTransfer } from '../../money/transfers.ts'
import { route } from '../route.ts'

export const transferRoutes = [
  route({
    method: 'POST',
    path: '/v1/transfers',
    parameters: hash(
      {
        amount: integer(),
        currency: text(),
        description: text(),
        destination: text(),
        expand: list(text()),
        metadata: map(text(500)),
        source_transaction: text(),
        source_type: choice('bank_account', 'card', 'fpx'),
        transfer_group: text(),
      },
      ['currency', 'destination'],
    ),
    handle: ({ world, account, cause }, wanted) => {
      if (account !== world.accounts.platform) {
        // [docs] Only platforms make transfers; the message is [assumption]
        throw refused('Only the platform itself can do this: leave the Stripe-Account header out.')
      }
      expansions(wanted.expand, [])
      const { amount, source_transaction } = wanted
      // There are no charges here that a transfer could belong to.
      if (source_transaction !== undefined) throw notFound('charge', source_transaction, 'source_transaction')
      if (amount === undefined) throw missing('amount')
      return createTransfer(world, { ...wanted, amount }, cause)
    },
  }),
]
