import type { Grant } from '../access/permissions'
import { capitalize, isolate } from '../text'
import type { Message } from './message'
import { describeTime } from './notice'

/** A link by which somebody sets a password. */
type MailedLink = { expiresAt: Date } & ({ purpose: 'invitation'; grant: Grant } | { purpose: 'reset' })

type Reader = {
  /** Of the account that an invitation opens. */
  accountName: string | null
  platform: string
  url: string
}

/** What the mail with an access link says. Who made the link is not named: a name is foreign text, and a mail is trusted. */
export const composeLinkMail = (link: MailedLink, reader: Reader): Message =>
  link.purpose === 'invitation' ? invitationOf(link, reader) : resetOf(link, reader)

const until = ({ expiresAt }: MailedLink) => ({
  label: 'The link works until',
  value: describeTime(expiresAt, 'Etc/UTC'),
})

function invitationOf(
  link: Extract<MailedLink, { purpose: 'invitation' }>,
  { accountName, platform, url }: Reader,
): Message {
  const { grant } = link
  const role =
    'staffRole' in grant
      ? `${capitalize(grant.staffRole)} at ${isolate(platform)}`
      : `${capitalize(grant.role)} of ${isolate(accountName ?? grant.accountId)}`
  return {
    subject: `Invitation: ${platform}`,
    title: `You’re invited to see payouts at ${isolate(platform)}.`,
    facts: [{ label: 'Your role', value: role }, until(link)],
    links: [
      { help: 'The link works once. Choose a passkey or a password with it.', label: 'Accept the invitation', url },
    ],
    footer: [`${platform} sends this because somebody invited this address.`, 'If you don’t expect it, do nothing.'],
  }
}

const resetOf = (link: MailedLink, { platform, url }: Reader): Message => ({
  subject: `New password: ${platform}`,
  title: `Set a new password for ${isolate(platform)}.`,
  facts: [until(link)],
  links: [
    {
      help: 'The link works once and ends all your sessions. If your sign-in needs a code, it still does.',
      label: 'Set a new password',
      url,
    },
  ],
  footer: [
    `${platform} sends this because a new password was asked for.`,
    'If you didn’t ask for it, do nothing. Your password stays as it is.',
  ],
})
