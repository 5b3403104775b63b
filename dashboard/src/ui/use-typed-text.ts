import { useEffect, useRef, useState } from 'react';

/** How long a pause in typing, in ms, means that what stands there is meant. */
const PAUSE_MS = 300;

/** A text that shows every key at once, and tells what was typed after a pause. Follows `given` when that changes. */
export function useTypedText(given: string, tell: (text: string) => void) {
  const [text, setText] = useState(given);
  const [known, setKnown] = useState(given);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(tell);

  if (known !== given) {
    setKnown(given);
    setText(given);
  }

  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(next), PAUSE_MS);
  };
  return [text, type] as const;
}
