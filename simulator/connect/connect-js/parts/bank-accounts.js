import { html } from '../../../browser/html.js'
import { setBusy } from './dialogs.js'
import { openBankAccount, openCard } from './external-account-forms.js'
import { nameOf } from './format.js'
import { openForm } from './forms.js'
import { withSignIn } from './sign-in.js'
import { linkButton, list } from './widgets.js'

const STATUS_LABELS = {
  errored: 'Errored',
  verification_failed: 'Verification failed',
  tokenized_account_number_deactivated: 'Deactivated',
}

function accountRow(el, account) {
  const { id, currency, default_for_currency: isDefault, status } = account
  const name = nameOf(account)
  const facts = [
    currency.toUpperCase(),
    account.country,
    account.routing_number ?? (account.object === 'card' && `expires ${account.exp_month}/${account.exp_year}`),
    account.available_payout_methods?.includes('instant') && 'instant payouts',
  ]
  const onDefault = () => withSignIn(el, () => makeDefault(el, account))
  const onRemove = () => withSignIn(el, () => openRemoval(el, account))
  return html`
    <li class="row">
      <div>
        ${name}
        ${isDefault && html`<span class="badge Neutral">Default</span>`}
        ${STATUS_LABELS[status] && html`<span class="badge Danger">${STATUS_LABELS[status]}</span>`}
        <p class="fine">${facts.filter(Boolean).join(' · ')}</p>
        ${el.session.showObjectIds && html`<p class="fine">${id}</p>`}
      </div>
      <div class="links">
        ${!isDefault && linkButton('Make default', `default-${id}`, onDefault, { about: name, kind: 'second' })}
        ${linkButton('Remove', `remove-${id}`, onRemove, { about: name, kind: 'second' })}
      </div>
    </li>`
}

export function bankAccountsView(el) {
  const rows = el.data.accounts.map((account) => accountRow(el, account))
  return html`
    <section class="block" aria-labelledby="heading-bank-accounts">
      <header>
        <h3 id="heading-bank-accounts">Bank accounts</h3>
        <div class="links">
          ${linkButton('Add bank account', 'add-bank-account', () => withSignIn(el, () => openBankAccount(el)))}
          ${linkButton('Add debit card', 'add-debit-card', () => withSignIn(el, () => openCard(el)))}
        </div>
      </header>
      ${rows.length > 0 ? list(rows) : html`<p class="quiet">None. Add one to receive payouts.</p>`}
    </section>`
}

async function makeDefault(el, account) {
  const button = el.shadowRoot.getElementById(`default-${account.id}`)
  if (!button || button.hasAttribute('aria-busy')) return
  button.idleLabel = 'Make default'
  setBusy(button, 'Saving…')
  try {
    await el.request('POST', `/connect/external_accounts/${account.id}/default`)
    await el.session.refresh()
    el.showNotice(`${nameOf(account)} is now the default for ${account.currency.toUpperCase()}.`)
    el.focusOn(`remove-${account.id}`)
  } catch (error) {
    setBusy(button)
    if (error.code === 'user_authentication_required') el.data.isSignedIn = false
    el.showError(error.message)
  }
}

function openRemoval(el, account) {
  openForm(el, {
    heading: `Remove ${nameOf(account)}?`,
    intro: 'Future payouts won’t be sent there. Payouts in transit still arrive.',
    submit: 'Remove',
    busy: 'Removing…',
    danger: true,
    read: () => ({ id: account.id }),
    async send({ id }, key) {
      await el.request('DELETE', `/connect/external_accounts/${id}`, {}, key)
      return `${nameOf(account)} was removed.`
    },
  })
}
