import type { Camera } from './camera.ts';

export type Place = Pick<Camera, 'name' | 'nameAr' | 'source' | 'mode'> & { ptz?: true; disabled?: true };

const metro = (name: string, nameAr: string, mode: Camera['mode'] = 'continuous'): Place => ({
  name,
  nameAr,
  source: 'METRO',
  mode,
});
const police = (name: string, nameAr: string, mode: Camera['mode'] = 'continuous'): Place => ({
  name,
  nameAr,
  source: 'DUBAI_POLICE',
  mode,
});
const bus = (name: string, nameAr: string, mode: Camera['mode'] = 'motion'): Place => ({
  name,
  nameAr,
  source: 'BUS',
  mode,
});

/** The site, in the order of the camera numbers. Appending keeps every camera's id; inserting does not. */
export const places: readonly Place[] = [
  metro('Union Station - Main Entrance', 'محطة الاتحاد - المدخل الرئيسي'),
  metro('Union Station - Platform 1', 'محطة الاتحاد - الرصيف 1'),
  metro('Union Station - Platform 2', 'محطة الاتحاد - الرصيف 2'),
  metro('Union Station - Ticket Hall', 'محطة الاتحاد - صالة التذاكر', 'motion'),
  metro('BurJuman Station - North Gate', 'محطة برجمان - البوابة الشمالية'),
  metro('BurJuman Station - Interchange', 'محطة برجمان - ممر التبديل'),
  metro('BurJuman Station - Lift Lobby', 'محطة برجمان - ردهة المصاعد', 'motion'),
  metro('Airport Terminal 3 - Platform', 'مطار دبي المبنى 3 - الرصيف'),
  metro('Airport Terminal 3 - Footbridge', 'مطار دبي المبنى 3 - جسر المشاة', 'motion'),
  metro('Rashidiya Depot - Yard', 'مستودع الراشدية - الساحة', 'motion'),
  { ...police('Deira Clock Tower - Roundabout', 'برج الساعة ديرة - الدوار'), ptz: true },
  { ...police('Al Maktoum Bridge - Eastbound', 'جسر آل مكتوم - شرقا'), ptz: true },
  police('Al Maktoum Bridge - Westbound', 'جسر آل مكتوم - غربا'),
  { ...police('Sheikh Zayed Road - Exit 45', 'شارع الشيخ زايد - مخرج 45'), ptz: true },
  police('Sheikh Zayed Road - Exit 47', 'شارع الشيخ زايد - مخرج 47'),
  { ...police('Naif Police Station - Front Gate', 'مركز شرطة نايف - البوابة الأمامية'), ptz: true },
  police('Naif Police Station - Car Park', 'مركز شرطة نايف - المواقف', 'motion'),
  { ...police('Gold Souk - West Arcade', 'سوق الذهب - الرواق الغربي'), ptz: true },
  police('Gold Souk - Delivery Lane', 'سوق الذهب - ممر التسليم', 'motion'),
  { ...police('Creek Waterfront - Abra Dock', 'واجهة الخور - مرسى العبرات', 'motion'), ptz: true },
  bus('Al Ghubaiba Bus Station - Bay 1', 'محطة حافلات الغبيبة - الموقف 1', 'continuous'),
  bus('Al Ghubaiba Bus Station - Bay 4', 'محطة حافلات الغبيبة - الموقف 4'),
  bus('Al Ghubaiba Bus Station - Waiting Area', 'محطة حافلات الغبيبة - منطقة الانتظار'),
  { ...bus('Gold Souk Bus Station - Entrance', 'محطة حافلات سوق الذهب - المدخل', 'continuous'), ptz: true },
  bus('Gold Souk Bus Station - Exit Ramp', 'محطة حافلات سوق الذهب - منحدر الخروج'),
  bus('Al Qusais Bus Depot - Fuel Station', 'مستودع حافلات القصيص - محطة الوقود'),
  { ...bus('Al Qusais Bus Depot - Workshop', 'مستودع حافلات القصيص - الورشة'), disabled: true },
  { ...metro('Jebel Ali Depot - Washing Plant', 'مستودع جبل علي - محطة الغسيل', 'motion'), disabled: true },
];
