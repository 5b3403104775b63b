import { z } from 'zod';

/** A key that an action may have, as a Latin keyboard writes it: a letter, alone or with Shift, or a sign: `k`, `shift+l`, `[`. */
export const KeyName = z
  .string()
  .regex(/^(?:(?:shift\+)?[a-z]|[,.[\]])$/)
  .brand('KeyName');
export type KeyName = z.infer<typeof KeyName>;

export type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

const signs: Readonly<Record<string, string>> = {
  Comma: ',',
  Period: '.',
  BracketLeft: '[',
  BracketRight: ']',
};

/**
 * What a key is called on a Latin keyboard, by its place: on an Arabic one letters and signs are others. Undefined for a
 * key that writes a Latin letter, wherever that is.
 */
function nameByPlace({ key, code, shiftKey }: PressedKey): string | undefined {
  if (/^[a-z]$/i.test(key)) return undefined;
  if (code === 'Slash') return shiftKey ? '?' : undefined;
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  return letter ?? (shiftKey ? undefined : (/^Digit(\d)$/.exec(code)?.[1] ?? signs[code]));
}

/** What the key is called without Shift, in small letters. */
export const plainName = (key: PressedKey): string => nameByPlace(key) ?? key.key.toLowerCase();

/** The name under which an action may have the key, given what it is called without Shift; undefined for one that none may have. */
export function withShift(plain: string, { shiftKey }: Pick<PressedKey, 'shiftKey'>): KeyName | undefined {
  return KeyName.safeParse(shiftKey && /^[a-z]$/.test(plain) ? `shift+${plain}` : plain).data;
}

/** As it stands on the keyboard: "K", "Shift L". It is not translated. */
export const keyText = (name: KeyName): string =>
  name.replace('shift+', 'Shift ').replace(/[a-z]$/, (letter) => letter.toUpperCase());
