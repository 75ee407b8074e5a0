import { act, ask, redraw } from './asking.js'
import { ACTIONS, badge, dotted, draw, element, find, ROWS, table } from './drawing.js'
import { onSubmit, values } from './forms.js'
import { accountLink, moment } from './words.js'

export async function refreshEvents() {
  const wanted = new URLSearchParams({ ...values(find('#event-filter')), limit: ROWS })
  const { data } = await ask('GET', `/events?${wanted}`)
  draw(
    '#events',
    data.map(({ id, pending_webhooks }) => [id, pending_webhooks]),
    () =>
      table(
        'Events, newest first',
        [
          { title: 'When', class: 'nowrap' },
          { title: 'Event' },
          { title: 'Account', class: 'wide' },
          { title: 'Delivery', class: 'wide' },
          { title: ACTIONS, class: 'number' },
        ],
        data.toReversed().map((event) => ({
          cells: [
            moment(event.created),
            element(
              'details',
              { 'data-key': `open-${event.id}` },
              element('summary', {}, dotted(event.type)),
              element('pre', { tabindex: '0' }, JSON.stringify(event, null, 2)),
            ),
            accountLink(event.account),
            event.pending_webhooks > 0 ? badge('waiting or failed', 'wait') : badge('nothing waits', 'good'),
            element(
              'button',
              {
                type: 'button',
                class: 'quiet',
                'aria-label': `Resend ${event.id}`,
                'data-key': event.id,
                onclick: () => act('The event was sent again.', () => ask('POST', `/events/${event.id}/deliver`, {})),
              },
              'Resend',
            ),
          ],
        })),
        'No event fits.',
      ),
  )
}

onSubmit(find('#event-filter'), redraw)
