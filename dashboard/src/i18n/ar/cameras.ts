import type { cameras as english } from '../en/cameras.ts';

export const cameras = {
  'cameras.search': 'البحث عن كاميرا',
  'cameras.list': 'الكاميرات المستوردة',
  'cameras.count':
    '{count, plural, zero {لا كاميرات} one {كاميرا واحدة} two {كاميرتان اثنتان} few {# كاميرات} many {# كاميرا} other {# كاميرا}}',
  'cameras.more':
    'وهناك {count, plural, zero {لا كاميرات} one {كاميرا واحدة} two {كاميرتان اثنتان} few {# كاميرات} many {# كاميرا} other {# كاميرا}} أخرى. اكتب لتضييق القائمة.',
  'cameras.noMatch.text': 'لا شيء باسم «{search}». تحقّق من الكتابة أو امسح البحث.',
  'cameras.noMatch.action': 'مسح البحث',
  'cameras.none.title': 'لا كاميرات بعد',
  'cameras.none.operator': 'استورد الكاميرات من نظام إدارة الفيديو لتسجّلها وتشغّل تسجيلاتها هنا.',
  'cameras.none.other': 'يستطيع المشغّل استيراد الكاميرات من نظام إدارة الفيديو، فتظهر هنا.',
  'cameras.none.short': 'لا كاميرات بعد',

  'camera.status.ONLINE': 'متصلة',
  'camera.status.OFFLINE': 'غير متصلة',
  'camera.status.ERROR': 'عطل',
  'camera.source.DUBAI_POLICE': 'شرطة دبي',
  'camera.source.METRO': 'المترو',
  'camera.source.BUS': 'الحافلات',
  'camera.source.OTHER': 'أخرى',
  'camera.details': 'التفاصيل',
  'camera.recordingServer': 'خادم التسجيل',
  'camera.source': 'المصدر',
  'camera.ptz': 'التوجيه (PTZ)',
  'camera.ptz.yes': 'قابلة للتوجيه',
  'camera.ptz.no': 'ثابتة',
  'camera.location': 'الموقع',
  'camera.nameAr': 'الاسم العربي',
  'camera.deviceId': 'معرّف الجهاز',
  'camera.lastSync': 'آخر مزامنة',
  'camera.importedAt': 'تاريخ الاستيراد',
  'camera.unknown': 'غير معروف',
  'camera.never': 'أبدًا',
  'camera.viewRecordings': 'عرض التسجيلات',
  'camera.viewRecordings.needsRole':
    'التسجيلات للمحقّقين، وأنت مسجّل الدخول بدور {role}. اطلب دور المحقّق من مدير النظام.',

  'camera.edit': 'تعديل',
  'camera.edit.title': 'تعديل {name}',
  'camera.edit.name': 'الاسم',
  'camera.edit.save': 'حفظ',
  'camera.edit.nameMissing': 'أعطِ الكاميرا اسمًا.',
  'camera.edit.latitude': 'خط العرض',
  'camera.edit.longitude': 'خط الطول',
  'camera.edit.address': 'العنوان',
  'camera.edit.locationWrong':
    'يحتاج الموقع إلى خط عرض من −90 إلى 90 وخط طول من −180 إلى 180، أو لا شيء منهما.',
  'camera.needsOperator':
    'تغيير الكاميرات للمشغّلين، وأنت مسجّل الدخول بدور {role}. اطلب دور المشغّل من مدير النظام.',
  'camera.check': 'فحص الآن',
  'camera.check.done': 'فُحصت عند {time}: {status}',
  'camera.check.vmsAway': 'نظام إدارة الفيديو لا يجيب: هذا آخر ما عُرف.',
  'camera.delete': 'حذف',
  'camera.delete.title': 'هل تريد حذف {name} من Playhead؟',
  'camera.delete.text': 'تبقى في نظام إدارة الفيديو مع تسجيلاتها، ويمكن استيرادها من جديد.',
  'camera.delete.keep': 'إبقاؤها',
  'camera.deleted': 'حُذفت {name}',

  'vms.down.title': 'نظام إدارة الفيديو لا يجيب',
  'vms.down.text':
    'يعيد Playhead المحاولة. تحتفظ الكاميرات بآخر حالة شوهدت، ولا يمكن بدء التسجيلات أو تشغيلها في أثناء ذلك.',
  'vms.down.contact': 'آخر اتصال {time}.',
} as const satisfies Record<keyof typeof english, string>;
