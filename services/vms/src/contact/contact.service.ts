import { Inject, Injectable } from '@nestjs/common';
import type { VmsStatus } from '@playhead/contracts';
import type { MilestoneError } from '@playhead/milestone';
import { Clock } from '@playhead/service-kit';
import { VMS_CONFIG } from '../config.token.ts';
import type { VmsConfig } from '../config.ts';
import { ContactRepository, toVmsStatus } from './contact.repository.ts';

/** The contact with the VMS: a state of its own, so that a VMS that is away does not look like cameras that are. */
@Injectable()
export class ContactService {
  private readonly server: string;
  private nextTryAt: Date | undefined;

  constructor(
    private readonly contacts: ContactRepository,
    private readonly clock: Clock,
    @Inject(VMS_CONFIG) private readonly config: VmsConfig,
  ) {
    this.server = new URL(config.MILESTONE_BASE_URL).host;
  }

  async status(): Promise<VmsStatus> {
    const contact = await this.contacts.find(this.server);
    if (contact?.reachable) return toVmsStatus(contact);
    const now = this.clock.now();
    const next = this.nextTryAt;
    return {
      ...(contact === undefined ? notAskedYet(now) : toVmsStatus(contact)),
      ...(next !== undefined && next > now && { nextTryAt: next.toISOString() }),
    };
  }

  /** This instance looks at the VMS again at `at`. */
  willLook(at: Date): void {
    this.nextTryAt = at;
  }

  /** The VMS answered a call that began at `at`; `wholeList` when it told of every camera. */
  reached(at: Date, { wholeList = false } = {}): Promise<void> {
    return this.contacts.reached({ server: this.server, at, wholeList });
  }

  /** A call that began at `at` failed, so that nothing is known of the VMS. */
  lost(at: Date, { message }: MilestoneError): Promise<void> {
    const othersSilentSince = new Date(at.getTime() - this.config.MILESTONE_REFRESH_INTERVAL * 1000);
    return this.contacts.lost({ server: this.server, at, detail: message, othersSilentSince });
  }
}

const notAskedYet = (now: Date): VmsStatus => ({
  reachable: false,
  since: now.toISOString(),
  lastContactAt: null,
  detail: 'The VMS has not been asked yet.',
});
