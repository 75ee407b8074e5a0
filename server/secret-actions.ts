/**
 * Server actions by which a password, a code, a passkey or a private link could be tried. They are admitted by address and device
 * and take no place among the pages, so that neither an attack nor one that is slow keeps others waiting.
 */
export const SECRET_ACTIONS: ReadonlySet<string> = new Set([
  'signInAction',
  'passCodeAction',
  'passkeySignInOptionsAction',
  'signInWithPasskeyAction',
  'proveWithPasskeyAction',
  'proveAgainAction',
  'confirmFactorAction',
  'changePasswordAction',
  'setPasswordAction',
  'beginSignUpAction',
  'signUpAction',
  'acceptInvitationAction',
  'requestResetAction',
  'disputeAction',
])
