import { html } from '../../../browser/html.js'
import { refreshSoon, request, run } from './api.js'
import { accountLink, plain, statusBadge } from './format.js'
import { onSubmit, values } from './forms.js'
import { badge, find, jsonDetails, ROWS, render, shortened, table } from './rendering.js'

function requestRow(logged) {
  const { id, method, path, account, status, replayed, fault, started_at_ms, ended_at_ms } = logged
  const isRunning = ended_at_ms === null
  return [
    jsonDetails(`open-${id}`, html`<strong>${method}</strong> ${path}`, logged),
    accountLink(account),
    html`
      <div class="group">
        ${isRunning ? badge('in progress', 'move') : statusBadge(status)}
        ${replayed && badge('replayed')}
        ${fault && badge(plain(fault), 'wait')}
      </div>`,
    isRunning ? '–' : `${(ended_at_ms - started_at_ms).toFixed(1)} ms`,
    shortened(logged.idempotency_key),
    shortened(logged.client_request_id),
  ]
}

export async function refreshRequests() {
  const query = new URLSearchParams({ ...values(find('#request-filter')), limit: ROWS })
  const { data } = await request('GET', `/requests?${query}`)
  const columns = [
    ['Request'],
    ['Account', 'wide'],
    ['Answer'],
    ['Time taken', 'number'],
    ['Idempotency key', 'wide'],
    ['App’s request ID', 'wide'],
  ]
  render(
    '#requests',
    data.map(({ id, status }) => [id, status]),
    () => table('Requests, newest first', columns, data.toReversed().map(requestRow), 'No requests yet.'),
  )
}

onSubmit(find('#request-filter'), refreshSoon)
find('#requests-clear').addEventListener('click', () => run('Log cleared.', () => request('DELETE', '/requests')))
