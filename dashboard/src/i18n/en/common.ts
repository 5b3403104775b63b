/** Texts that several features share. */
export const common = {
  'product.name': 'Playhead',
  'action.retry': 'Try again',
  'action.dismiss': 'Dismiss',
  'action.skipToContent': 'Skip to content',

  'duration.seconds': '{seconds} s',
  'duration.minutes': '{minutes} min',
  'duration.hours': '{hours} h',
  'duration.hoursMinutes': '{hours} h {minutes} min',

  'nav.main': 'Main',
  'nav.cameras': 'Cameras',
  'nav.discover': 'Discover cameras',

  'role.viewer': 'viewer',
  'role.investigator': 'investigator',
  'role.operator': 'operator',
  'role.admin': 'administrator',

  'connection.live': 'Live updates',
  'connection.connecting': 'Connecting…',
  'connection.waiting': 'Reconnecting…',
  'connection.help.live': 'Changes by others appear here at once.',
  'connection.help.connecting': 'Opening the channel for live changes.',
  'connection.help.waiting':
    'Live changes are interrupted. What you see is refreshed every few seconds meanwhile.',

  'display.title': 'Display',
  'display.language': 'Language',
  'display.switchLanguage': 'العربية',
  'display.digits': 'Digits',
  'display.digits.latn': '123',
  'display.digits.arab': '١٢٣',
  'display.theme': 'Theme',
  'display.theme.dark': 'Dark',
  'display.theme.light': 'Light',
  'display.zone': 'Times',
  'display.zone.mine': 'Mine',
  'display.zone.site': 'Site',
  'display.zone.utc': 'UTC',
  'display.zone.now': 'Times are shown in {zone}.',
  'display.density': 'Density',
  'display.density.comfortable': 'Comfortable',
  'display.density.dense': 'Control room',

  'page.notFound.title': 'There is no page at this address',
  'page.notFound.text': 'The link may be old or mistyped. Your cameras are one click away.',
  'page.notFound.action': 'Go to the cameras',
  'page.crashed.title': 'This page has run into an error',
  'page.crashed.text': 'Nothing was lost on the server: recordings go on. Load the page again to continue.',
  'page.crashed.action': 'Load the page again',
} as const;
