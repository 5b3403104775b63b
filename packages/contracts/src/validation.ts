import type { z } from 'zod';
import { sayWhatIsAccepted } from './accepted.ts';

/** What is wrong with an input: where, as a JSON pointer (RFC 6901) in a fragment, and what is accepted there. */
export interface Fault {
  pointer: string;
  detail: string;
}

export type Validation<T> = { ok: true; value: T } | { ok: false; faults: Fault[] };

type Path = readonly PropertyKey[];

const pointerTo = (path: Path): string =>
  ['#', ...path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');

const UNSTORABLE = 'Leave out the character U+0000 and halves of surrogate pairs: no text can hold them.';

/** One is enough to refuse an input; a few are enough to mend it. */
const MAX_UNSTORABLE = 10;

const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

/** A value inside an input; its path is put together only where it is needed, since inputs may be deep. */
interface Place {
  value: unknown;
  key?: string;
  parent?: Place;
}

function pathOf(place: Place): string[] {
  const path: string[] = [];
  for (let at: Place | undefined = place; at?.key !== undefined; at = at.parent) path.push(at.key);
  return path.reverse();
}

/**
 * Finds texts, keys among them, that PostgreSQL can't store. It keeps a list of what is left to look at instead of calling
 * itself: how deep an input is, is up to whoever sent it.
 */
export function unstorableTexts(input: unknown, at: Path = []): Fault[] {
  const faults: Fault[] = [];
  const refuse = (place: Place) =>
    faults.push({ pointer: pointerTo([...at, ...pathOf(place)]), detail: UNSTORABLE });
  const left: Place[] = [{ value: input }];
  for (let place = left.pop(); place !== undefined; place = left.pop()) {
    if (faults.length >= MAX_UNSTORABLE) break;
    const { value } = place;
    if (typeof value === 'string' && !isStorable(value)) refuse(place);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      if (isStorable(key)) left.push({ value: member, key, parent: place });
      else refuse(place);
    }
  }
  return faults;
}

/** Checks what came from outside. `at` is where the input stands in the request, such as the name of a path parameter. */
export function validate<S extends z.ZodType>(
  schema: S,
  input: unknown,
  at: Path = [],
): Validation<z.output<S>> {
  const unstorable = unstorableTexts(input, at);
  if (unstorable.length > 0) return { ok: false, faults: unstorable };
  const parsed = schema.safeParse(input, { error: sayWhatIsAccepted });
  if (parsed.success) return { ok: true, value: parsed.data };
  const faults = parsed.error.issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    const places = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    return places.map((place) => ({ pointer: pointerTo(place), detail: issue.message }));
  });
  return { ok: false, faults };
}
