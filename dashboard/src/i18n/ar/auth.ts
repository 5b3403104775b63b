import type { auth as english } from '../en/auth.ts';

export const auth = {
  'signIn.title': 'تسجيل الدخول إلى Playhead',
  'signIn.lead': 'تسجيلات كاميراتك وتشغيلها.',
  'signIn.userName': 'اسم المستخدم',
  'signIn.password': 'كلمة المرور',
  'signIn.submit': 'تسجيل الدخول',
  'signIn.expired': 'انتهت جلستك. سجّل الدخول مجددًا لتعود إلى حيث كنت.',
  'signIn.missing': 'أدخل اسم المستخدم وكلمة المرور معًا.',
  signOut: 'تسجيل الخروج',
  'session.restoring': 'جارٍ تسجيل دخولك…',
} as const satisfies Record<keyof typeof english, string>;
