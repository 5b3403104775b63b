import type { common as english } from '../en/common.ts';

export const common = {
  'product.name': 'Playhead',
  'action.retry': 'إعادة المحاولة',
  'action.dismiss': 'إغلاق',
  'action.skipToContent': 'الانتقال إلى المحتوى',

  'duration.seconds': '{seconds} ث',
  'duration.minutes': '{minutes} د',
  'duration.hours': '{hours} س',
  'duration.hoursMinutes': '{hours} س {minutes} د',

  'nav.main': 'القائمة الرئيسية',
  'nav.cameras': 'الكاميرات',
  'nav.discover': 'اكتشاف الكاميرات',

  'role.viewer': 'مُشاهد',
  'role.investigator': 'محقّق',
  'role.operator': 'مشغّل',
  'role.admin': 'مدير النظام',

  'connection.live': 'تحديث مباشر',
  'connection.connecting': 'جارٍ الاتصال…',
  'connection.waiting': 'جارٍ إعادة الاتصال…',
  'connection.help.live': 'تظهر هنا تغييرات الآخرين فورًا.',
  'connection.help.connecting': 'يجري فتح قناة التحديثات المباشرة.',
  'connection.help.waiting': 'انقطعت التحديثات المباشرة. يُحدَّث ما تراه كل بضع ثوانٍ إلى أن تعود.',

  'display.title': 'العرض',
  'display.language': 'اللغة',
  'display.switchLanguage': 'English',
  'display.digits': 'الأرقام',
  'display.digits.latn': '123',
  'display.digits.arab': '١٢٣',
  'display.theme': 'السمة',
  'display.theme.dark': 'داكنة',
  'display.theme.light': 'فاتحة',
  'display.zone': 'الأوقات',
  'display.zone.mine': 'منطقتي',
  'display.zone.site': 'الموقع',
  'display.zone.utc': 'UTC',
  'display.zone.now': 'تُعرض الأوقات بحسب {zone}.',
  'display.density': 'الكثافة',
  'display.density.comfortable': 'مريحة',
  'display.density.dense': 'مكثّفة لغرف التحكم',

  'page.notFound.title': 'لا توجد صفحة في هذا العنوان',
  'page.notFound.text': 'ربما كان الرابط قديمًا أو فيه خطأ. كاميراتك على بُعد نقرة واحدة.',
  'page.notFound.action': 'الذهاب إلى الكاميرات',
  'page.crashed.title': 'حدث خطأ في هذه الصفحة',
  'page.crashed.text': 'لم يُفقد شيء على الخادم، والتسجيلات مستمرة. أعد تحميل الصفحة للمتابعة.',
  'page.crashed.action': 'إعادة تحميل الصفحة',
} as const satisfies Record<keyof typeof english, string>;
