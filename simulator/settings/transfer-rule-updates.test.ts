import { describe } from 'vitest'
import { rigForTests } from '../testing/rig-for-tests.ts'
import { CUSTOM, DELAY, INTERVAL, RULES, testSettings, WEEKLY } from '../testing/settings-cases.ts'

const rig = rigForTests({ accounts: 1 })

describe('Transfer rules, and updates as a whole', () => {
  testSettings(rig, [
    {
      what: 'a transfer rule to a financial account of the account is stored',
      traits: { ...CUSTOM, financial_accounts: ['fa_1'] },
      send: [
        `${RULES}[usd][0][payout_method]=fa_1&${RULES}[usd][0][type]=transfer_up_to_amount&${RULES}[usd][0][transfer_up_to_amount]=500`,
      ],
      now: {
        payouts: {
          automatic_transfer_rules_by_currency: {
            usd: [{ payout_method: 'fa_1', type: 'transfer_up_to_amount', transfer_up_to_amount: 500 }],
          },
        },
      },
    },
    {
      what: 'a rule that transfers everything has no amount',
      traits: { ...CUSTOM, financial_accounts: ['fa_1'] },
      send: [`${RULES}[usd][][payout_method]=fa_1&${RULES}[usd][][type]=transfer_all`],
      now: {
        payouts: {
          automatic_transfer_rules_by_currency: {
            usd: [{ payout_method: 'fa_1', type: 'transfer_all', transfer_up_to_amount: null }],
          },
        },
      },
    },
    {
      what: 'a rule up to an amount without the amount is refused',
      traits: { ...CUSTOM, financial_accounts: ['fa_1'] },
      send: [`${RULES}[usd][0][payout_method]=fa_1&${RULES}[usd][0][type]=transfer_up_to_amount`],
      refusal: { code: 'parameter_missing', param: `${RULES}[usd][0][transfer_up_to_amount]` },
    },
    {
      what: 'a rule that transfers everything up to an amount is refused',
      traits: { ...CUSTOM, financial_accounts: ['fa_1'] },
      send: [
        `${RULES}[usd][0][payout_method]=fa_1&${RULES}[usd][0][type]=transfer_all&${RULES}[usd][0][transfer_up_to_amount]=5`,
      ],
      refusal: { param: `${RULES}[usd][0][transfer_up_to_amount]` },
    },
    {
      what: 'rules of a currency for two financial accounts are refused',
      traits: { ...CUSTOM, financial_accounts: ['fa_1', 'fa_2'] },
      send: [
        `${RULES}[usd][0][payout_method]=fa_1&${RULES}[usd][0][type]=transfer_all&${RULES}[usd][1][payout_method]=fa_2&${RULES}[usd][1][type]=transfer_all`,
      ],
      refusal: { param: `${RULES}[usd]` },
    },
    ...['0', '-5'].map((amount) => ({
      what: `a rule up to ${amount} is refused`,
      traits: { ...CUSTOM, financial_accounts: ['fa_1'] },
      send: [
        `${RULES}[gbp][0][payout_method]=fa_1&${RULES}[gbp][0][type]=transfer_up_to_amount&${RULES}[gbp][0][transfer_up_to_amount]=${amount}`,
      ],
      refusal: { code: 'parameter_invalid_integer', param: `${RULES}[gbp][0][transfer_up_to_amount]` },
    })),
    ...['usd', 'gbp', 'eur'].map((currency) => ({
      what: `a rule in ${currency} is stored`,
      traits: { ...CUSTOM, financial_accounts: ['fa_1'] },
      send: [`${RULES}[${currency}][0][payout_method]=fa_1&${RULES}[${currency}][0][type]=transfer_all`],
      now: { payouts: { automatic_transfer_rules_by_currency: { [currency]: [{ type: 'transfer_all' }] } } },
    })),
    ...['cad', 'jpy', 'usdx'].map((currency) => ({
      what: `a rule in ${currency} is refused`,
      traits: { ...CUSTOM, financial_accounts: ['fa_1'] },
      send: [`${RULES}[${currency}][0][payout_method]=fa_1&${RULES}[${currency}][0][type]=transfer_all`],
      refusal: { param: `${RULES}[${currency}]` },
    })),
    {
      what: 'a rule for a financial account of another account is refused',
      send: [`${RULES}[usd][0][payout_method]=fa_9&${RULES}[usd][0][type]=transfer_all`],
      refusal: { code: 'resource_missing', param: `${RULES}[usd][0][payout_method]` },
    },
    {
      what: 'empty transfer rules are removed',
      traits: { ...CUSTOM, financial_accounts: ['fa_1'] },
      send: [`${RULES}[usd][0][payout_method]=fa_1&${RULES}[usd][0][type]=transfer_all`, `${RULES}=`],
      now: { payouts: { automatic_transfer_rules_by_currency: null } },
    },
    {
      what: 'the flat body of the preview is refused',
      send: ['payouts[schedule][interval]=daily'],
      refusal: { code: 'parameter_unknown', param: 'payouts', message: 'Received unknown parameter: payouts' },
    },
    {
      what: 'an account without platform controls can’t be changed',
      traits: { profile: 'standard', platform_controls: false },
      send: [`${INTERVAL}=manual`],
      refusal: { status: 403 },
    },
    {
      what: 'a refused update changes nothing',
      send: [`${INTERVAL}=weekly&${WEEKLY}[]=friday`, `${INTERVAL}=manual&${DELAY}=99`],
      refusal: { param: DELAY },
    },
  ])
})
