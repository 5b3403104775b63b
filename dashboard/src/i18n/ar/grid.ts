import type { grid as english } from '../en/grid.ts';

export const grid = {
  'nav.playback': 'التشغيل',
  'grid.title': 'التشغيل المتزامن',
  'grid.none.title': 'تشغيل عدة كاميرات معًا',
  'grid.none.text': 'اختر تسع كاميرات على الأكثر، فتعرض اللحظة نفسها على مخطط زمني واحد وبساعة واحدة.',
  'grid.choose': 'اختيار الكاميرات',
  'grid.choose.text': 'تُشغَّل معًا {count} كاميرات على الأكثر.',
  'grid.choose.done': 'عرضها',
  'grid.hint': 'انقر المخطط الزمني ليبدأ التشغيل من هناك.',
  'grid.focus': 'عرض {name} كبيرة',
  'grid.unfocus': 'عرض الجميع بالحجم نفسه',
  'grid.remove': 'إزالة {name}',
  'grid.loading': 'يجري جلب الصورة…',
  'grid.gap': 'لا تسجيل هنا',
  'grid.gap.text': 'من {from} إلى {to}. تعود الصورة بنفسها.',
  'grid.empty': 'لا شيء مسجّلًا منذ هذه اللحظة.',
  'grid.waiting': 'بانتظار الصور…',
  'grid.clock': 'الوقت الذي تتبعه جميع الصور',
  'grid.more': 'التشغيل مع كاميرات أخرى',
} as const satisfies Record<keyof typeof english, string>;
