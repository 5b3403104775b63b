import { useEffect, useRef } from 'react';
import { type PageCommand, pageCommand } from './page-keys.ts';

const within = (target: EventTarget | null, selector: string) =>
  target instanceof Element && target.closest(selector) !== null;

/** Whoever types, chooses from a list, or answers a question, means that and nothing else. */
const isTyping = (target: EventTarget | null) =>
  within(
    target,
    'input:not([type=range], [type=radio]), textarea, [role=alertdialog], [role=dialog], [role=menu]',
  ) ||
  (within(target, 'select') && !isOfThePlayer(target));

/** Who has just chosen a speed or a volume goes on playing: the player's lists and sliders keep only what moves them. */
const isOfThePlayer = (target: EventTarget | null) => within(target, '[data-keys=player]');

/** Space belongs to the control that has the focus, if it does something with it; arrows to those that move with them. */
function usesKey(target: EventTarget | null, key: string): boolean {
  if (key === ' ') return within(target, 'button, a, input:not([type=range])');
  if (/^\d$/.test(key)) return within(target, 'select');
  return /^(Arrow|Home|End)/.test(key) && within(target, 'input, select');
}

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
