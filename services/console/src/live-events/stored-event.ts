import { cameraOf, LiveEvent } from '@playhead/contracts';
import type { StoredEvent } from './live-events.repository.ts';

/** An event on its way to clients. */
export interface OutgoingEvent {
  /** Its place in the order; `undefined` for progress, which is not stored. */
  id: bigint | undefined;
  /** What it is about; `undefined` for what concerns everybody. */
  cameraId: string | undefined;
  text: string;
}

/** `undefined` for what does not fit the contract: written by another version of Playhead. */
export function toOutgoing({ id, payload }: StoredEvent): OutgoingEvent | undefined {
  const event = LiveEvent.safeParse({ ...payload, id: String(id) });
  if (!event.success) return undefined;
  return { id, cameraId: cameraOf(event.data), text: JSON.stringify(event.data) };
}
