import { useState } from 'react';

/** `value`, or while there is none the last one there was: stale content beats an empty page. */
export function useLastKnown<Value>(value: Value | undefined): Value | undefined {
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  return value ?? last;
}
