import { isolate } from '../text'

/** A value at Stripe that this version doesn't know, such as a new payout interval, as Stripe writes it. */
export type Unread = { unread: string }

export const isUnread = (value: unknown): value is Unread =>
  typeof value === 'object' && value !== null && 'unread' in value

/** Such a value in words. */
export const describeUnread = ({ unread }: Unread): string => `“${isolate(unread)}”, which Spillway doesn’t know`
