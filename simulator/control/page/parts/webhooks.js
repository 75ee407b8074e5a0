import { act, ask } from './asking.js'
import { badge, dotted, draw, element, find, ROWS, table } from './drawing.js'
import { onSubmit } from './forms.js'
import { moment, plain, statusBadge } from './words.js'

const ENDPOINT_NAMES = { connect: 'Connected accounts', platform: 'Platform' }

export async function refreshWebhooks() {
  const [webhooks, deliveries] = await Promise.all([ask('GET', '/webhooks'), ask('GET', `/deliveries?limit=${ROWS}`)])
  draw('#endpoints', webhooks.endpoints, () =>
    Object.entries(webhooks.endpoints).map(([kind, { url, enabled }]) =>
      element(
        'div',
        { class: 'row' },
        element(
          'span',
          {},
          element('strong', {}, ENDPOINT_NAMES[kind]),
          element('br'),
          element('span', { class: 'mono muted' }, url ?? 'not set'),
        ),
        url === null
          ? badge('none')
          : element(
              'button',
              {
                type: 'button',
                'data-key': kind,
                'aria-label': `${enabled ? 'Switch off' : 'Switch on'}: ${ENDPOINT_NAMES[kind]}`,
                onclick: () =>
                  act(enabled ? 'No more events are sent there.' : 'Events are sent there again.', () =>
                    ask('POST', '/webhooks', { endpoint: kind, enabled: !enabled }),
                  ),
              },
              enabled ? 'Switch off' : 'Switch on',
            ),
      ),
    ),
  )
  find('#plan-now').textContent = webhooks.plan
    ? `In force: ${Object.entries(webhooks.plan)
        .map(([name, value]) => `${plain(name)} ${[value].flat().join('–')}`)
        .join(', ')}. ${webhooks.pending} waiting.`
    : `Every event is sent once, at once. ${webhooks.pending} waiting.`
  draw('#deliveries', deliveries.data, () =>
    table(
      'Deliveries, newest first',
      [
        { title: 'When', class: 'nowrap' },
        { title: 'Event' },
        { title: 'Answer' },
        { title: 'Took', class: 'number' },
        { title: 'Try', class: 'number wide' },
      ],
      deliveries.data.toReversed().map((delivery) => ({
        cells: [
          moment(delivery.at),
          [...dotted(delivery.type), element('br'), element('span', { class: 'mono muted' }, delivery.event)],
          delivery.lost
            ? badge('lost', 'bad')
            : [
                statusBadge(delivery.status),
                delivery.error ? element('div', { class: 'muted cut', title: delivery.error }, delivery.error) : '',
              ],
          delivery.lost ? '–' : `${Math.round(delivery.took_ms)} ms`,
          `${delivery.attempt}${delivery.copy > 1 ? `, copy ${delivery.copy}` : ''}`,
        ],
      })),
      'Nothing was sent yet.',
    ),
  )
}

onSubmit(find('#plan'), ({ least, most, ...trouble }) => {
  const delay =
    least === undefined && most === undefined ? {} : { delay_ms: [least ?? 0, Math.max(least ?? 0, most ?? 0)] }
  return act('The plan is in force.', () => ask('POST', '/webhooks/plan', { ...trouble, ...delay }))
})
find('#plan-clear').addEventListener('click', () => act('The plan is cleared.', () => ask('DELETE', '/webhooks/plan')))
