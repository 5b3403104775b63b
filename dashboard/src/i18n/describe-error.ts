import { ApiProblem, ConnectionLost, UnreadableAnswer } from '../api/errors.ts';
import { language, type MessageKey, t } from './t.ts';

type Description = { readonly title: string; readonly text: string };

const isKey = (key: string): key is MessageKey => Object.hasOwn(language.messages, key);

const lookUp = (key: string): string | undefined => (isKey(key) ? language.messages[key] : undefined);

/** An error in the reader's words. A problem without a text of ours shows the detail that the server gave. */
export function describeError(error: unknown): Description {
  if (error instanceof ApiProblem) {
    return {
      title: lookUp(`problem.${error.code}.title`) ?? error.problem.title,
      text: lookUp(`problem.${error.code}.text`) ?? error.problem.detail,
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
