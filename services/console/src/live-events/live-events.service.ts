import { Injectable } from '@nestjs/common';
import { type LiveEvent, type LiveMessage, liveCloseCodes } from '@playhead/contracts';
import type { Principal } from '@playhead/service-kit';

/** A client of `/ws`, as far as delivery is concerned. */
export interface LiveClient {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Bytes accepted but not yet sent. */
  readonly bufferedAmount: number;
}

/** Past this a client is too slow to follow and has to come back. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

/** Who listens to live events on this instance. */
@Injectable()
export class LiveEventsService {
  private readonly clients = new Map<LiveClient, Principal>();

  add(client: LiveClient, principal: Principal) {
    this.clients.set(client, principal);
    const ready: LiveMessage = { type: 'authenticated' };
    client.send(JSON.stringify(ready));
  }

  remove(client: LiveClient) {
    this.clients.delete(client);
  }

  deliver(event: LiveEvent) {
    const text = JSON.stringify(event);
    for (const client of this.clients.keys()) {
      if (client.bufferedAmount > MAX_BUFFERED_BYTES) client.close(liveCloseCodes.tooSlow, 'too slow');
      else client.send(text);
    }
  }
}
