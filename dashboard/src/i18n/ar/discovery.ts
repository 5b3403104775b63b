import type { discovery as english } from '../en/discovery.ts';

export const discovery = {
  'discovery.title': 'اكتشاف الكاميرات',
  'discovery.lead': 'كاميرات نظام إدارة الفيديو. استورد ما تريد تسجيله وتشغيله هنا.',
  'discovery.needsRole':
    'استيراد الكاميرات للمشغّلين، وأنت مسجّل الدخول بدور {role}. اطلب دور المشغّل من مدير النظام.',
  'discovery.needsRole.title': 'دورك لا يسمح باستيراد الكاميرات',
  'discovery.search': 'البحث بالاسم',
  'discovery.filter.recording': 'التسجيل',
  'discovery.filter.ptz': 'التوجيه',
  'discovery.filter.imported': 'حالة الاستيراد',
  'discovery.filter.any': 'الكل',
  'discovery.filter.yes': 'نعم',
  'discovery.filter.no': 'لا',
  'discovery.filter.importedYes': 'مستوردة',
  'discovery.filter.importedNo': 'غير مستوردة',
  'discovery.column.name': 'الاسم',
  'discovery.column.server': 'خادم التسجيل',
  'discovery.column.recording': 'التسجيل',
  'discovery.column.ptz': 'التوجيه',
  'discovery.column.state': 'الحالة',
  'discovery.recording.yes': 'تُسجِّل',
  'discovery.recording.no': 'لا تُسجِّل',
  'discovery.ptz.yes': 'قابلة للتوجيه',
  'discovery.ptz.no': 'ثابتة',
  'discovery.disabled': 'معطّلة في النظام',
  'discovery.state.imported': 'مستوردة',
  'discovery.state.new': 'غير مستوردة',
  'discovery.open': 'فتح',
  'discovery.open.name': 'فتح {name}',
  'discovery.select': 'تحديد {name}',
  'discovery.selectAll': 'تحديد كل ما في هذه الصفحة',
  'discovery.selectMatching': 'تحديد كل ما يطابق في جميع الصفحات',
  'discovery.clearSelection': 'مسح التحديد',
  'discovery.selected':
    '{count, plural, zero {لم تُحدَّد كاميرا} one {حُدّدت كاميرا واحدة} two {حُدّدت كاميرتان اثنتان} few {حُدّدت # كاميرات} many {حُدّدت # كاميرا} other {حُدّدت # كاميرا}}',
  'discovery.import':
    'استيراد {count, plural, =0 {الكاميرات } zero {الكاميرات } one {كاميرا واحدة} two {كاميرتين اثنتين} few {# كاميرات} many {# كاميرا} other {# كاميرا}}',
  'discovery.matches':
    '{from}–{to} من {count, plural, zero {لا كاميرات} one {كاميرا واحدة} two {كاميرتين اثنتين} few {# كاميرات} many {# كاميرا} other {# كاميرا}}',
  'discovery.importedTotal':
    '{count, plural, =0 {لم يُستورد شيء بعد} zero {لم يُستورد شيء بعد} one {# مستوردة} two {# مستوردتان} few {# مستوردة} many {# مستوردة} other {# مستوردة}}',
  'discovery.table': 'كاميرات نظام إدارة الفيديو',
  'discovery.none.title': 'لا يعرض نظام إدارة الفيديو أي كاميرا',
  'discovery.none.text':
    'Playhead متصل، لكن مستخدمه في نظام إدارة الفيديو لا يرى أي كاميرا. امنح ذلك المستخدم صلاحية الوصول هناك.',
  'discovery.noMatch.title': 'لا كاميرا مطابقة',
  'discovery.noMatch.text': 'غيّر البحث أو المرشّحات لترى المزيد.',
  'discovery.noMatch.action': 'مسح المرشّحات',
  'discovery.unknown.title': 'القائمة غير معروفة بعد',
  'discovery.unknown.text':
    'تظهر هنا حالما يجيب نظام إدارة الفيديو. وتبقى الكاميرات المستوردة من قبل صالحة للاستعمال من القائمة الجانبية.',
  'discovery.vmsDown.stale': 'القائمة أدناه هي آخر ما قدّمه، وقد تكون قديمة.',
  'discovery.vmsDown.keepsTrying': 'يعيد Playhead المحاولة كل {seconds} ثانية.',

  'firstImport.import': 'استيراد الكاميرات من XProtect',
  'firstImport.test': 'اختبار الاتصال',
  'firstImport.answers': 'أجاب نظام إدارة الفيديو عند {time}',
  'firstImport.preview':
    '{count, plural, zero {لا كاميرا يمكن إضافتها} one {يمكن إضافة كاميرا واحدة} two {يمكن إضافة كاميرتين اثنتين} few {يمكن إضافة # كاميرات} many {يمكن إضافة # كاميرا} other {يمكن إضافة # كاميرا}}',
  'firstImport.adds':
    'تختار منها ما تريد وتراجعه قبل إضافته. لا يغيّر الاستيراد شيئًا ولا يحذف شيئًا، لا هنا ولا في نظام إدارة الفيديو.',
  'firstImport.more':
    '{count, plural, zero {ولا غيرها} one {وكاميرا أخرى} two {وكاميرتان أخريان} few {و# كاميرات أخرى} many {و# كاميرا أخرى} other {و# كاميرا أخرى}}',

  'review.title': 'مراجعة الاستيراد',
  'review.lead': 'غيّر ما يجب أن يختلف هنا. يحتفظ نظام إدارة الفيديو بأسمائه.',
  'review.back': 'العودة إلى القائمة',
  'review.table': 'الكاميرات المراد استيرادها',
  'review.forAll': 'لجميع الكاميرات',
  'review.sourceForAll': 'المصدر للجميع',
  'review.choose': 'اختر…',
  'review.locationForAll': 'تعيين الموقع للجميع',
  'review.field': '{field}: {name}',
  'review.leaveOut': 'استبعاد {name}',
  'review.column.name': 'الاسم',
  'review.column.nameAr': 'الاسم العربي',
  'review.column.source': 'المصدر',
  'review.column.latitude': 'خط العرض',
  'review.column.longitude': 'خط الطول',
  'review.column.address': 'العنوان',
  'review.column.leaveOut': 'استبعاد',
  'review.faulty':
    '{count, plural, zero {لا حاجة إلى تصحيح} one {كاميرا واحدة تحتاج إلى تصحيح} two {كاميرتان اثنتان تحتاجان إلى تصحيح} few {# كاميرات تحتاج إلى تصحيح} many {# كاميرا تحتاج إلى تصحيح} other {# كاميرا تحتاج إلى تصحيح}}',
  'review.faulty.help':
    'تحتاج كل كاميرا إلى اسم. ويحتاج الموقع إلى خط عرض من −90 إلى 90 وخط طول من −180 إلى 180، أو لا شيء منهما.',

  'import.title': 'الاستيراد',
  'import.results': 'نتيجة كل كاميرا',
  'import.progress': 'استيراد {done} من {total}',
  'import.done':
    '{count, plural, =0 {لم تُستورد أي كاميرا.} zero {لم تُستورد أي كاميرا.} one {استُوردت كاميرا واحدة} two {استُوردت كاميرتان اثنتان} few {استُوردت # كاميرات} many {استُوردت # كاميرا} other {استُوردت # كاميرا}}',
  'import.failed':
    '{count, plural, zero {لم يفشل شيء} one {تعذّر استيراد كاميرا واحدة} two {تعذّر استيراد كاميرتين اثنتين} few {تعذّر استيراد # كاميرات} many {تعذّر استيراد # كاميرا} other {تعذّر استيراد # كاميرا}}',
  'import.state.waiting': 'في الانتظار',
  'import.state.importing': 'جارٍ الاستيراد…',
  'import.state.imported': 'استُوردت',
  'import.state.already': 'كانت مستوردة من قبل',
  'import.retry': 'إعادة محاولة ما فشل',
  'import.close': 'إغلاق النتائج',
} as const satisfies Record<keyof typeof english, string>;
