// The texts of the editor of transfer rules, which the page loads on first use.

import { isolate } from '@/lib/domain/text'

export const editorText = {
  rules: 'Transfer rules',
  rule: (currency: string) => `Transfer rule in ${currency}`,
  howMuch: (currency: string) => `How much ${currency} is transferred`,
  all: 'All funds',
  upTo: 'Up to an amount',
  amount: (currency: string) => `Up to, in ${currency}`,
  account: (currency: string) => `Financial account for ${currency}`,
  placeholder: 'fa_…',
  unread: (rule: string) => `A rule that Spillway doesn’t know: “${isolate(rule)}”. The Stripe Dashboard shows it.`,
  remove: 'Remove',
  removeLabel: (currency: string) => `Remove the transfer rule in ${currency}`,
  add: (currency: string) => `Add ${currency} rule`,
  help: 'With each automatic payout, Stripe first transfers this much to a financial account of this account at Stripe. Only the rest goes to the bank account.',
  noEffect: 'Has no effect while payouts are manual.',
}
