/** What is written on a bookmark; an empty note is none. */
export type BookmarkWords = { readonly title: string; readonly note: string };

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

export const readWords = (form: FormData): BookmarkWords => ({
  title: textOf(form, 'title'),
  note: textOf(form, 'note'),
});
