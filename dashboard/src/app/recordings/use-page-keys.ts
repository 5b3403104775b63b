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

/**
 * Keys work wherever the focus is on the page, but never while typing. `knows` tells which commands the page has: the keys
 * of others stay the browser's.
 */
export function usePageKeys(
  obey: (command: PageCommand) => void,
  knows: (command: PageCommand) => boolean = () => true,
): void {
  const latest = useRef({ obey, knows });
  useEffect(() => {
    latest.current = { obey, knows };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || usesKey(event.target, event.key)) return;
      const command = pageCommand(event);
      if (!command || !latest.current.knows(command)) return;
      event.preventDefault();
      latest.current.obey(command);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
