/** A pattern for `LIKE` that matches whatever contains the text, in which `%`, `_` and `\` stand for themselves. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
