import { useEffect, useRef } from 'react';
import { type PageCommand, pageCommand } from './page-keys.ts';

const within = (target: EventTarget | null, selector: string) =>
  target instanceof Element && target.closest(selector) !== null;

/** Whoever types, chooses from a list, or answers a question, means that and nothing else. */
const isTyping = (target: EventTarget | null) =>
  within(
    target,
    'input:not([type=range], [type=radio]), select, textarea, [role=alertdialog], [role=dialog], [role=menu]',
  );

/** Space belongs to the control that has the focus, if one has; arrows to those that move with them. */
const usesKey = (target: EventTarget | null, key: string) =>
  key === ' ' ? within(target, 'button, a, input') : /^(Arrow|Home|End)/.test(key) && within(target, 'input');

/** Keys work wherever the focus is on the page, but never while typing. */
export function usePageKeys(obey: (command: PageCommand) => void): void {
  const latest = useRef(obey);
  useEffect(() => {
    latest.current = obey;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || usesKey(event.target, event.key)) return;
      const command = pageCommand(event);
      if (!command) return;
      event.preventDefault();
      latest.current(command);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
