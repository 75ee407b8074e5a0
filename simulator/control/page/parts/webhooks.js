import { html } from '../../../browser/html.js'
import { request, run } from './api.js'
import { moment, plain, statusBadge } from './format.js'
import { onSubmit } from './forms.js'
import { actionButton, badge, breakable, find, ROWS, render, table } from './rendering.js'

const ENDPOINT_NAMES = { connect: 'Connected accounts', platform: 'Platform' }

function endpointRow([kind, { url, enabled }]) {
  const change = () =>
    run(enabled ? 'Endpoint disabled.' : 'Endpoint enabled.', () =>
      request('POST', '/webhooks', { endpoint: kind, enabled: !enabled }),
    )
  const label = enabled ? 'Disable' : 'Enable'
  return html`
    <div class="row">
      <span><strong>${ENDPOINT_NAMES[kind]}</strong><br><span class="mono muted">${url ?? 'not set'}</span></span>
      ${url === null ? badge('none') : actionButton(label, kind, change, { about: ENDPOINT_NAMES[kind], kind: null })}
    </div>`
}

function deliveryRow(delivery) {
  const { at, type, event, lost, status, error, took_ms, attempt, copy } = delivery
  return [
    moment(at),
    html`${breakable(type)}<br><span class="mono muted">${event}</span>`,
    lost
      ? badge('lost', 'bad')
      : [statusBadge(status), error && html`<div class="muted cut" title=${error}>${error}</div>`],
    lost ? '–' : `${Math.round(took_ms)} ms`,
    `${attempt}${copy > 1 ? `, copy ${copy}` : ''}`,
  ]
}

const describePlan = (plan) =>
  plan
    ? `Current plan: ${Object.entries(plan)
        .map(([name, value]) => `${plain(name)} ${[value].flat().join('–')}`)
        .join(', ')}.`
    : 'Every event is sent once, immediately.'

export async function refreshWebhooks() {
  const [webhooks, deliveries] = await Promise.all([
    request('GET', '/webhooks'),
    request('GET', `/deliveries?limit=${ROWS}`),
  ])
  render('#endpoints', webhooks.endpoints, () => Object.entries(webhooks.endpoints).map(endpointRow))
  find('#plan-now').textContent = `${describePlan(webhooks.plan)} ${webhooks.pending} pending.`
  const columns = [['Time', 'nowrap'], ['Event'], ['Answer'], ['Time taken', 'number'], ['Attempt', 'number wide']]
  render('#deliveries', deliveries.data, () =>
    table('Deliveries, newest first', columns, deliveries.data.toReversed().map(deliveryRow), 'No deliveries yet.'),
  )
}

onSubmit(find('#plan'), ({ least, most, ...trouble }) => {
  const delay =
    least === undefined && most === undefined ? {} : { delay_ms: [least ?? 0, Math.max(least ?? 0, most ?? 0)] }
  return run('Delivery plan set.', () => request('POST', '/webhooks/plan', { ...trouble, ...delay }))
})
find('#plan-clear').addEventListener('click', () =>
  run('Delivery plan cleared.', () => request('DELETE', '/webhooks/plan')),
)
