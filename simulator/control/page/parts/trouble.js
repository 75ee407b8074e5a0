import { act, ask } from './asking.js'
import { ACTIONS, draw, element, find, table } from './drawing.js'
import { onSubmit } from './forms.js'
import { plain } from './words.js'

let shownMode = null

const PERMISSIONS = ['none', 'read', 'write']

export async function refreshTrouble() {
  const [faults, limits, keys] = await Promise.all([ask('GET', '/faults'), ask('GET', '/limits'), ask('GET', '/keys')])
  draw('#faults', faults.data, () =>
    table(
      'Planned faults',
      [
        { title: 'Fault' },
        { title: 'Where' },
        { title: 'Left' },
        { title: 'Hits', class: 'number wide' },
        { title: ACTIONS, class: 'number' },
      ],
      faults.data.map(({ id, match, times, probability, hits, fault }) => ({
        cells: [
          [
            element('strong', {}, plain(fault.kind)),
            ` ${fault.status ?? (fault.ms === undefined ? '' : `${fault.ms} ms`)}${fault.applied ? ' after the work' : ''}`,
          ],
          element(
            'span',
            { class: 'mono' },
            [match.method, match.path, match.account].filter(Boolean).join(' ') || 'everywhere',
          ),
          `${times ?? 'always'}${probability < 1 ? `, ${Math.round(probability * 100)} %` : ''}`,
          String(hits),
          element(
            'button',
            {
              type: 'button',
              class: 'quiet danger',
              'aria-label': `Remove ${id}`,
              'data-key': id,
              onclick: () => act('The fault was removed.', () => ask('DELETE', `/faults/${id}`)),
            },
            'Remove',
          ),
        ],
      })),
      'Stripe is well.',
    ),
  )
  if (limits.mode !== shownMode) find('#limits').elements.mode.value = limits.mode
  shownMode = limits.mode
  const refused = Object.entries(limits.refused).map(([reason, count]) => `${count} × ${reason}`)
  find('#limits-now').textContent =
    limits.mode === 'off'
      ? 'Off. Real time counts, not the virtual clock.'
      : `${limits.limits.per_second}/s in all, ${limits.limits.endpoint_per_second}/s per endpoint, ` +
        `${limits.limits.concurrent} at once. Refused: ${refused.join(', ') || 'none'}.`
  draw('#keys', keys.data, () =>
    keys.data.length === 0
      ? element('p', { class: 'muted' }, 'The secret key may do everything. A restricted key may do what it says here.')
      : keys.data.map(({ key, permissions }) =>
          element(
            'div',
            { class: 'row' },
            element(
              'span',
              {},
              element('span', { class: 'mono' }, key),
              element('br'),
              element(
                'span',
                { class: 'muted' },
                Object.entries(permissions)
                  .filter(([, permission]) => permission !== 'none')
                  .map(([resource, permission]) => `${plain(resource)}: ${permission}`)
                  .join(', ') || 'nothing',
              ),
            ),
            element(
              'button',
              {
                type: 'button',
                class: 'quiet danger',
                'aria-label': `Remove ${key}`,
                'data-key': key,
                onclick: () => act('The key is gone.', () => ask('DELETE', `/keys/${key}`)),
              },
              'Remove',
            ),
          ),
        ),
  )
}

export async function drawPermissions() {
  const { resources } = await ask('GET', '/keys')
  find('#permissions').replaceChildren(
    ...resources.map((resource) =>
      element(
        'label',
        {},
        plain(resource),
        element(
          'select',
          { name: resource },
          PERMISSIONS.map((permission) => element('option', {}, permission)),
        ),
      ),
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
  act('The fault is planned.', () =>
    ask('POST', '/faults', {
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
onSubmit(find('#limits'), (wanted) => act('The limits are set.', () => ask('POST', '/limits', wanted)))
onSubmit(find('#key'), (permissions) => act('The key was created.', () => ask('POST', '/keys', { permissions })))
