import { createHmac } from 'node:crypto'

const TYPES = ['balance.available', 'balance_settings.updated', 'account.updated', 'payout.updated']

/** Posts signed events as Stripe does, about one account after the other. @returns a function that resolves to the status */
export function eventsTo(send, { secret, accounts, name }) {
  return async (number) => {
    const created = Math.floor(Date.now() / 1000)
    const body = JSON.stringify({
      id: `evt_${name}${number}`,
      object: 'event',
      type: TYPES[Math.floor(number / accounts.length) % TYPES.length],
      account: accounts[number % accounts.length],
      created,
      livemode: false,
      data: { object: { object: 'balance' } },
      request: null,
    })
    const signature = createHmac('sha256', secret).update(`${created}.${body}`).digest('hex')
    const headers = { 'stripe-signature': `t=${created},v1=${signature}` }
    return (await send('/api/webhooks/stripe', { method: 'POST', headers, body })).status
  }
}
