// The texts of signing in, in one place.

export const pageText = {
  title: 'Sign in to Spillway',
  noCookie: 'Your browser blocks cookies',
  noCookieHelp:
    'Spillway signed you in, but your browser didn’t keep the cookie that says so. Allow cookies for this site in your browser’s settings, and sign in again.',
}

export const signInText = {
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  no_answer: 'Spillway didn’t answer. Check your connection and try again.',
}

export const demoText = {
  title: 'Demo people',
  help: 'They exist in the demo only. Choose one to sign in.',
}

export const signInErrors = {
  incomplete: 'Enter your email and password.',
  wrong: 'Incorrect email or password. Check both and try again.',
  busy: 'Many sign-ins are in progress. Your password wasn’t checked. Try again in a few seconds.',
}

/** @param now milliseconds, as `until` */
export function describeWait({ until, isReserved }: { until: number; isReserved: boolean }, now: number): string {
  const seconds = Math.max(Math.ceil((until - now) / 1000), 1)
  const time =
    seconds <= 90 ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : `${Math.ceil(seconds / 60)} minutes`
  const kept = isReserved ? ' This time is yours for 5 minutes.' : ''
  return `Too many attempts. Your password wasn’t checked. Try again in ${time}.${kept}`
}
