import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { VmsStatus } from '@playhead/contracts';
import type { Database, MilestoneContactTable } from '@playhead/database';
import { DATABASE, publishLiveEvent } from '@playhead/service-kit';
import type { Kysely, Selectable } from 'kysely';

type Contact = Selectable<MilestoneContactTable>;

export interface Reached {
  server: string;
  at: Date;
  wholeList: boolean;
}

export interface Lost {
  server: string;
  at: Date;
  detail: string;
  /** A failure here counts only when no other instance has reached the VMS since then. */
  othersSilentSince: Date;
}

/** Whether the VMS answers, as all instances together see it. A change is told once. */
@Injectable()
export class ContactRepository {
  private readonly instance = randomUUID();

  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  find(server: string): Promise<Contact | undefined> {
    return this.database
      .selectFrom('milestone_contact')
      .selectAll()
      .where('server', '=', server)
      .executeTakeFirst();
  }

  async reached({ server, at, wholeList }: Reached): Promise<void> {
    await this.change(server, { reachable: true, since: at, detail: null }, (before) => {
      const { since, last_contact_at: lastContact, last_look_at: lastLook } = before;
      if (!before.reachable && at < since) return undefined;
      return {
        ...before,
        reachable: true,
        since: before.reachable ? since : at,
        last_contact_at: later(lastContact, at),
        last_contact_by: this.instance,
        last_look_at: wholeList ? later(lastLook, at) : lastLook,
        detail: null,
      };
    });
  }

  async lost({ server, at, detail, othersSilentSince }: Lost): Promise<void> {
    await this.change(server, { reachable: false, since: at, detail }, (before) => {
      const { last_contact_at: lastContact, last_contact_by: by } = before;
      if (!before.reachable) return { ...before, detail };
      if (lastContact !== null && lastContact > at) return undefined;
      const othersReachIt = by !== this.instance && lastContact !== null && lastContact > othersSilentSince;
      return othersReachIt ? undefined : { ...before, reachable: false, since: at, detail };
    });
  }

  private async change(
    server: string,
    first: Pick<Contact, 'reachable' | 'since' | 'detail'>,
    next: (before: Contact) => Contact | undefined,
  ): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('milestone_contact')
        .values({ server, ...first, last_contact_at: null, last_contact_by: null, last_look_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const before = await transaction
        .selectFrom('milestone_contact')
        .selectAll()
        .where('server', '=', server)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const after = next(before);
      if (after === undefined) return;
      await transaction.updateTable('milestone_contact').set(after).where('server', '=', server).execute();
      if (after.reachable === before.reachable) return;
      const at = after.since.toISOString();
      await publishLiveEvent(transaction, { type: 'vms_status', at, ...toVmsStatus(after) });
    });
  }
}

const later = (before: Date | null, at: Date) => (before !== null && before > at ? before : at);

export const toVmsStatus = (contact: Contact): VmsStatus => ({
  reachable: contact.reachable,
  since: contact.since.toISOString(),
  lastContactAt: contact.last_contact_at?.toISOString() ?? null,
  ...(contact.detail !== null && { detail: contact.detail }),
});
