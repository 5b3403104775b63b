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
  'access.withdrawn':
    'لم تعد ترى {count, plural, zero {لا كاميرات} one {كاميرا واحدة} two {كاميرتين اثنتين} few {# كاميرات} many {# كاميرا} other {# كاميرا}}',
  'access.granted':
    'صرت ترى {count, plural, zero {لا كاميرات} one {كاميرا إضافية واحدة} two {كاميرتين إضافيتين اثنتين} few {# كاميرات إضافية} many {# كاميرا إضافية} other {# كاميرا إضافية}}',
  'access.role': 'دورك الآن: {role}',
  'access.roleText': 'سجّل الدخول مجددًا لتتابع به.',
  'session.restoring': 'جارٍ تسجيل دخولك…',
} as const satisfies Record<keyof typeof english, string>;
