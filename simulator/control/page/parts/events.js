import { refreshSoon, request, run } from './api.js'
import { accountLink, moment } from './format.js'
import { onSubmit, values } from './forms.js'
import { ACTIONS, actionButton, badge, breakable, find, jsonDetails, ROWS, render, table } from './rendering.js'

function eventRow(event) {
  const { id, created, type, account, pending_webhooks } = event
  const resend = () => run('Event sent again.', () => request('POST', `/events/${id}/deliver`, {}))
  return [
    moment(created),
    jsonDetails(`open-${id}`, breakable(type), event),
    accountLink(account),
    pending_webhooks > 0 ? badge('pending or failed', 'wait') : badge('none pending', 'good'),
    actionButton('Resend', id, resend, { about: id }),
  ]
}

export async function refreshEvents() {
  const query = new URLSearchParams({ ...values(find('#event-filter')), limit: ROWS })
  const { data } = await request('GET', `/events?${query}`)
  const columns = [['Time', 'nowrap'], ['Event'], ['Account', 'wide'], ['Delivery', 'wide'], [ACTIONS, 'number']]
  render(
    '#events',
    data.map(({ id, pending_webhooks }) => [id, pending_webhooks]),
    () => table('Events, newest first', columns, data.toReversed().map(eventRow), 'No events match the filter.'),
  )
}

onSubmit(find('#event-filter'), refreshSoon)
