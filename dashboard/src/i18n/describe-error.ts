import type { Problem } from '@playhead/contracts';
import { ApiProblem, ConnectionLost, UnreadableAnswer } from '../api/errors.ts';
import { currentLanguage, type MessageKey } from './language.ts';
import { formatMessage, type MessageValues } from './message.ts';
import { t } from './t.ts';

type Description = { readonly title: string; readonly text: string };

const isKey = (key: string): key is MessageKey => Object.hasOwn(currentLanguage().messages, key);

const lookUp = (key: string): string | undefined =>
  isKey(key) ? currentLanguage().messages[key] : undefined;

/** Our text, filled with what the problem tells: its numbers and texts, such as `limit` and `detail`. */
function textOf(problem: Problem): string {
  const text = lookUp(`problem.${problem.code}.text`);
  return text === undefined ? problem.detail : formatMessage(text, fillings(problem), currentLanguage());
}

const fillings = (problem: Problem): MessageValues =>
  Object.fromEntries(
    Object.entries(problem).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );

/** What went wrong, in a few words of the reader's language; `undefined` for a code that has none. */
export const problemTitle = (code: string): string | undefined => lookUp(`problem.${code}.title`);

/** An error in the reader's words. A problem without a text of ours shows the detail that the server gave. */
export function describeError(error: unknown): Description {
  if (error instanceof ApiProblem) {
    return {
      title: problemTitle(error.code) ?? error.problem.title,
      text: textOf(error.problem),
    };
  }
  if (error instanceof ConnectionLost) {
    return { title: t('problem.connection-lost.title'), text: t('problem.connection-lost.text') };
  }
  if (error instanceof UnreadableAnswer) {
    return { title: t('problem.answer-unreadable.title'), text: t('problem.answer-unreadable.text') };
  }
  return { title: t('problem.unknown.title'), text: t('problem.unknown.text') };
}
