import { currentLanguage } from './language.ts';

/** What a camera may be called by. */
export type Named = { readonly name: string; readonly nameAr: string | null };

/** What a camera is called for the reader: its Arabic name on an Arabic page, where it has one. */
export const cameraName = ({ name, nameAr }: Named): string =>
  currentLanguage().code === 'ar' ? (nameAr ?? name) : name;
