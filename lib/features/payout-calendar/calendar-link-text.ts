export const linkText = {
  link: 'Private calendar link, shown only now',
  create: 'Create private link',
  regenerate: 'Regenerate link',
  regenerateHelp: 'A regenerated or revoked link stops working at once.',
  revoke: 'Revoke link',
  unknown: 'Couldn’t confirm the change. Reload the page to see whether the link is active.',
}
