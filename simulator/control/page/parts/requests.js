import { act, ask, redraw } from './asking.js'
import { badge, draw, element, find, ROWS, table } from './drawing.js'
import { onSubmit, values } from './forms.js'
import { accountLink, plain, statusBadge } from './words.js'

export async function refreshRequests() {
  const wanted = new URLSearchParams(values(find('#request-filter')))
  const { data } = await ask('GET', `/requests?${wanted}&limit=${ROWS}`)
  draw(
    '#requests',
    data.map(({ id, status }) => [id, status]),
    () =>
      table(
        'Requests, newest first',
        [
          { title: 'Request' },
          { title: 'Account', class: 'wide' },
          { title: 'Answer' },
          { title: 'Took', class: 'number' },
          { title: 'Idempotency key', class: 'wide' },
          { title: "App's request", class: 'wide' },
        ],
        data.toReversed().map((request) => ({
          cells: [
            element(
              'details',
              { 'data-key': `open-${request.id}` },
              element('summary', {}, element('strong', {}, request.method), ` ${request.path}`),
              element('pre', { tabindex: '0' }, JSON.stringify(request, null, 2)),
            ),
            accountLink(request.account),
            element(
              'div',
              { class: 'group' },
              request.ended_at_ms === null ? badge('running', 'move') : statusBadge(request.status),
              request.replayed ? badge('replayed') : null,
              request.fault ? badge(plain(request.fault), 'wait') : null,
            ),
            request.ended_at_ms === null ? '–' : `${(request.ended_at_ms - request.started_at_ms).toFixed(1)} ms`,
            element(
              'div',
              { class: 'mono muted cut', title: request.idempotency_key ?? '' },
              request.idempotency_key ?? '–',
            ),
            element(
              'div',
              { class: 'mono muted cut', title: request.client_request_id ?? '' },
              request.client_request_id ?? '–',
            ),
          ],
        })),
        'Nobody has asked for anything yet.',
      ),
  )
}

onSubmit(find('#request-filter'), redraw)
find('#requests-clear').addEventListener('click', () => act('The log is empty.', () => ask('DELETE', '/requests')))
