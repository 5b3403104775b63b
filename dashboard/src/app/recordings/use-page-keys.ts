import { useEffect, useRef } from 'react';
import { ownKeys } from '../../keys/own-keys.store.ts';
import { type PageCommand, pageCommand } from './page-keys.ts';
import { slowKeys } from './slow-keys.ts';

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
    const slow = slowKeys(ownKeys);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || usesKey(event.target, event.key)) return;
      const command = slow.down(event) ?? pageCommand(event, ownKeys());
      if (!command || (command !== 'nothing' && !latest.current.knows(command))) return;
      event.preventDefault();
      if (command !== 'nothing') latest.current.obey(command);
    };
    const ends = (command: PageCommand | undefined) => command && latest.current.obey(command);
    const onKeyUp = (event: KeyboardEvent) => ends(slow.up(event));
    const onBlur = () => ends(slow.leave());
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('keyup', onKeyUp);
    window.addEventListener('blur', onBlur);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', onBlur);
    };
  }, []);
}
