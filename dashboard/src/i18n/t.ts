import type { en } from './en/index.ts';
import { currentLanguage, type MessageKey } from './language.ts';
import { formatMessage, type Placeholders } from './message.ts';

export type { MessageKey } from './language.ts';

type English = typeof en;
type Values<Key extends MessageKey> = Readonly<Record<Placeholders<English[Key]>, string | number>>;
type Rest<Key extends MessageKey> = [Placeholders<English[Key]>] extends [never] ? [] : [values: Values<Key>];

/** The text for `key` in the page's language. Every visible text goes through here. */
export function t<Key extends MessageKey>(key: Key, ...[values]: Rest<Key>): string {
  const language = currentLanguage();
  return formatMessage(language.messages[key], values ?? {}, language);
}
