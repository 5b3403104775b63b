/** What a key asks of the timeline. Arrows mean time, in every language: right is later. */
export type TimelineCommand =
  | { readonly do: 'move'; readonly ms: number }
  | { readonly do: 'step'; readonly direction: 'next' | 'previous' }
  | { readonly do: 'edge'; readonly edge: 'first' | 'last' }
  | { readonly do: 'zoom'; readonly factor: number };

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const STEP_MS = 5_000;
const BIG_STEP_MS = 60_000;

/** Undefined for a key that is not the timeline's: it goes on to whoever wants it. */
export function timelineCommand({
  key,
  shiftKey,
  ctrlKey,
  metaKey,
  altKey,
}: Key): TimelineCommand | undefined {
  if (altKey || metaKey) return undefined;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowLeft': {
      const later = key === 'ArrowRight';
      if (ctrlKey) return { do: 'step', direction: later ? 'next' : 'previous' };
      const ms = shiftKey ? BIG_STEP_MS : STEP_MS;
      return { do: 'move', ms: later ? ms : -ms };
    }
    case 'Home':
      return { do: 'edge', edge: 'first' };
    case 'End':
      return { do: 'edge', edge: 'last' };
    case '+':
    case '=':
      return ctrlKey ? undefined : { do: 'zoom', factor: 2 };
    case '-':
      return ctrlKey ? undefined : { do: 'zoom', factor: 0.5 };
    default:
      return undefined;
  }
}
