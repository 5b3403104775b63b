import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { RecordingId } from '@playhead/contracts';
import { LeasesService } from '../leases/leases.service.ts';
import { RecordingsRepository } from './recordings.repository.ts';
import type { Session } from './session.ts';

/** How long somebody is kept waiting for what another instance, or another request, is doing: so many looks, … */
const LOOKS = 30;
/** … so long apart, in ms. */
const APART_MS = 100;

/** Looks at a session again and again while somebody else works on it. */
@Injectable()
export class LooksService {
  constructor(
    private readonly recordings: RecordingsRepository,
    private readonly leases: LeasesService,
  ) {}

  /** The session once it is as hoped for, else as it is after three seconds, or when this instance has to end. */
  async until(id: RecordingId, hoped: (session: Session) => boolean): Promise<Session | undefined> {
    for (let look = 1; ; look += 1) {
      const session = await this.recordings.find(id);
      if (session === undefined || hoped(session) || look === LOOKS || this.leases.signal.aborted) {
        return session;
      }
      await setTimeout(APART_MS);
    }
  }
}
