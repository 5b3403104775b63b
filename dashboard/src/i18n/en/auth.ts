export const auth = {
  'signIn.title': 'Sign in to Playhead',
  'signIn.lead': 'Recordings and playback of your cameras.',
  'signIn.userName': 'User name',
  'signIn.password': 'Password',
  'signIn.submit': 'Sign in',
  'signIn.expired': 'Your sign-in has expired. Sign in again: you will be back where you were.',
  'signIn.missing': 'Enter both your user name and your password.',
  signOut: 'Sign out',
  'session.restoring': 'Signing you in…',
} as const;
