import { html } from '../../../browser/html.js'
import { request, run } from './api.js'
import { plain } from './format.js'
import { onSubmit } from './forms.js'
import { ACTIONS, actionButton, find, render, table } from './rendering.js'

let shownMode = null

const PERMISSIONS = ['none', 'read', 'write']

export async function refreshFaults() {
  const [faults, limits, keys] = await Promise.all([
    request('GET', '/faults'),
    request('GET', '/limits'),
    request('GET', '/keys'),
  ])
  const columns = [['Fault'], ['Requests'], ['Times left'], ['Hits', 'number wide'], [ACTIONS, 'number']]
  render('#faults', faults.data, () =>
    table('Planned faults', columns, faults.data.map(faultRow), 'No planned faults.'),
  )
  showLimits(limits)
  render('#keys', keys.data, () =>
    keys.data.length === 0
      ? html`<p class="muted">The secret key has all permissions. A restricted key has those chosen here.</p>`
      : keys.data.map(keyRow),
  )
}

function faultRow({ id, match, times, probability, hits, fault }) {
  const detail = fault.status ?? (fault.ms === undefined ? '' : `${fault.ms} ms`)
  const remove = () => run('Fault removed.', () => request('DELETE', `/faults/${id}`))
  return [
    html`<strong>${plain(fault.kind)}</strong> ${detail}${fault.applied && ' after the work'}`,
    html`<span class="mono">${[match.method, match.path, match.account].filter(Boolean).join(' ') || 'all'}</span>`,
    `${times ?? 'always'}${probability < 1 ? `, ${Math.round(probability * 100)}%` : ''}`,
    String(hits),
    actionButton('Remove', id, remove, { about: id, kind: 'quiet danger' }),
  ]
}

function showLimits({ mode, limits, refused }) {
  if (mode !== shownMode) find('#limits').elements.mode.value = mode
  shownMode = mode
  const counts = Object.entries(refused).map(([reason, count]) => `${count} × ${reason}`)
  find('#limits-now').textContent =
    mode === 'off'
      ? 'Off. The limits use real time, not the virtual clock.'
      : `${limits.per_second}/s in total, ${limits.endpoint_per_second}/s per endpoint, ` +
        `${limits.concurrent} concurrent. Refused: ${counts.join(', ') || 'none'}.`
}

function keyRow({ key, permissions }) {
  const granted = Object.entries(permissions)
    .filter(([, permission]) => permission !== 'none')
    .map(([resource, permission]) => `${plain(resource)}: ${permission}`)
  const remove = () => run('Key removed.', () => request('DELETE', `/keys/${key}`))
  return html`
    <div class="row">
      <span>
        <span class="mono">${key}</span><br>
        <span class="muted">${granted.join(', ') || 'no permissions'}</span>
      </span>
      ${actionButton('Remove', key, remove, { about: key, kind: 'quiet danger' })}
    </div>`
}

export async function showPermissions() {
  const { resources } = await request('GET', '/keys')
  const options = () => PERMISSIONS.map((permission) => html`<option>${permission}</option>`)
  find('#permissions').replaceChildren(
    ...resources.map(
      (resource) => html`<label>${plain(resource)}<select name=${resource}>${options()}</select></label>`,
    ),
  )
}

const faultForm = find('#fault')
const showFaultFields = () => {
  for (const field of faultForm.querySelectorAll('[data-for]')) {
    field.hidden = !field.dataset.for.split(' ').includes(faultForm.elements.kind.value)
  }
}
faultForm.elements.kind.addEventListener('change', showFaultFields)
showFaultFields()
onSubmit(faultForm, ({ kind, status, ms, applied, method, path, account, times, probability, seed }) =>
  run('Fault planned.', () =>
    request('POST', '/faults', {
      match: { method, path, account },
      times: times ?? 'always',
      probability,
      seed,
      fault: {
        kind,
        ...(kind === 'status' ? { status, applied } : {}),
        ...(kind === 'delay' || kind === 'drip' ? { ms } : {}),
      },
    }),
  ),
)
onSubmit(find('#limits'), (limits) => run('Rate limits updated.', () => request('POST', '/limits', limits)))
onSubmit(find('#key'), (permissions) => run('Key created.', () => request('POST', '/keys', { permissions })))
