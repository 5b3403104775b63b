import type { z } from 'zod';
import { ProtocolError } from '../errors.ts';
import type { WholeAnswer } from './vms-http.ts';

/** The JSON of an answer, checked; unknown fields are ignored. `what` names the answer. @throws ProtocolError */
export function parsed<S extends z.ZodType>(answer: WholeAnswer, schema: S, what: string): z.output<S> {
  const result = schema.safeParse(jsonOf(answer, what));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new ProtocolError(`The VMS's ${what} is not as its API promises (${where}${issue?.message}).`, {
    cause: result.error,
  });
}

function jsonOf({ body }: WholeAnswer, what: string): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    // Without its cause: a parser's message quotes the text, and that may be a token.
    throw new ProtocolError(`The VMS's ${what} is not JSON. Check MILESTONE_BASE_URL.`);
  }
}
