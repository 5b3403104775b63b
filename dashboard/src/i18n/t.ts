import { en } from './en/index.ts';
import { formatMessage, type Placeholders } from './message.ts';

type Messages = typeof en;
export type MessageKey = keyof Messages;

/** The language of the page. English for now; a language brings its locale, its direction and its table. */
export const language = { locale: 'en-GB', direction: 'ltr', messages: en } as const;

type Values<Key extends MessageKey> = Readonly<Record<Placeholders<Messages[Key]>, string | number>>;
type Rest<Key extends MessageKey> = [Placeholders<Messages[Key]>] extends [never]
  ? []
  : [values: Values<Key>];

/** The text for `key` in the page's language. Every visible text goes through here. */
export const t = <Key extends MessageKey>(key: Key, ...[values]: Rest<Key>): string =>
  formatMessage(language.messages[key], values ?? {}, language.locale);
