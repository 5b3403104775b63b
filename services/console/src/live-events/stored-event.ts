import { cameraOf, LiveEvent, personOf, type UserId } from '@playhead/contracts';
import type { StoredEvent } from './live-events.repository.ts';

/** An event on its way to clients. */
export interface OutgoingEvent {
  /** Its place in the order; `undefined` for progress, which is not stored. */
  id: bigint | undefined;
  /** What it is about; `undefined` for what is about no camera. */
  cameraId: string | undefined;
  /** Whose access it is that changed: nobody else is told. `undefined` for everything else. */
  userId: UserId | undefined;
  text: string;
}

/** `undefined` for what does not fit the contract: written by another version of Playhead. */
export function toOutgoing({ id, payload }: StoredEvent): OutgoingEvent | undefined {
  const event = LiveEvent.safeParse({ ...payload, id: String(id) });
  if (!event.success) return undefined;
  return outgoing(id, event.data);
}

export const outgoing = (id: bigint | undefined, event: LiveEvent): OutgoingEvent => ({
  id,
  cameraId: cameraOf(event),
  userId: personOf(event),
  text: JSON.stringify(event),
});
