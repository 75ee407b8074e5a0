import { expansions } from '../../http/expand.ts'
import { isWithin, PAGING, page, RANGE } from '../../http/pagination.ts'
import { boolean, hash, list, text } from '../../http/parameters.ts'
import { malformed, notFound } from '../../http/stripe-error.ts'
import type { StripeEvent } from '../../world/state.ts'
import { route } from '../route.ts'

const MOST_TYPES = 20 // [sdk types]

export const eventRoutes = [
  route({
    method: 'GET',
    path: '/v1/events',
    parameters: hash({
      ...PAGING,
      created: RANGE,
      delivery_success: boolean(),
      type: text(),
      types: list(text()),
    }),
    handle: ({ world, account }, wanted) => {
      expansions(wanted.expand, [], true)
      if (wanted.type !== undefined && wanted.types !== undefined) {
        throw malformed('You may only specify one of these parameters: type, types.', { code: 'parameters_exclusive' })
      }
      if ((wanted.types?.length ?? 0) > MOST_TYPES) {
        throw malformed(`You may specify at most ${MOST_TYPES} types.`, { param: 'types' })
      }
      const isWanted = (event: StripeEvent) =>
        (wanted.type === undefined || isOfType(event, wanted.type)) &&
        (wanted.types === undefined || wanted.types.includes(event.type)) &&
        (wanted.delivery_success === undefined || wanted.delivery_success === (event.pending_webhooks === 0)) &&
        isWithin(wanted.created, event.created)
      return page(world.events.all(account.id), isWanted, wanted, 'event', '/v1/events', (event) => event)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/events/:id',
    parameters: hash({ expand: list(text()) }),
    handle: ({ world, account, segment }, { expand }) => {
      expansions(expand, [])
      const event = world.events.findOf(account.id, segment('id'))
      if (!event) throw notFound('event', segment('id'), 'id')
      return event
    },
  }),
]

/** [sdk types] A type can end in `*`. */
function isOfType(event: StripeEvent, type: string): boolean {
  return type.endsWith('*') ? event.type.startsWith(type.slice(0, -1)) : event.type === type
}
