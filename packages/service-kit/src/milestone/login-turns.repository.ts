import { randomUUID, scrypt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Database } from '@playhead/database';
import type { LoginOutcome, LoginRefusal, LoginTurn, LoginTurns, MilestoneConfig } from '@playhead/milestone';
import { type Kysely, sql } from 'kysely';

/** How long to wait before looking again whether another's try has ended. */
const LOOK_AGAIN_MS = 100;
/** A try is over by then; that of a process that died is waited for no longer. */
const CLAIM_TIMEOUTS = 2;
/** Rows of passwords that nobody has any more go then. */
const FORGOTTEN_AFTER = sql.lit('1 day');

type Account = Pick<MilestoneConfig, 'baseUrl' | 'username' | 'password' | 'requestTimeoutMs'>;

const hash = promisify<string, string, number, Buffer>(scrypt);

const inMs = (ms: number) => sql<Date>`now() + ${ms} * interval '1 ms'`;

/** The turns of all services over one database: at most one of them tries a password, and its refusal closes all (decision 26). */
export class LoginTurnsRepository implements LoginTurns {
  private readonly holder = randomUUID();
  private hashed: Promise<string> | undefined;

  constructor(
    private readonly database: Kysely<Database>,
    private readonly account: Account,
  ) {}

  async take(signal: AbortSignal): Promise<LoginTurn> {
    for (;;) {
      const turn = (await this.claim()) ?? (await this.refusal());
      if (turn) return turn;
      await delay(LOOK_AGAIN_MS, undefined, { signal });
    }
  }

  async end(outcome: LoginOutcome): Promise<void> {
    if (outcome.kind === 'refused') await this.close(outcome);
    else if (outcome.kind === 'accepted') await this.forget();
    else await this.giveBack();
  }

  /** Why the account is refused, while it is; also after the pause, until somebody has tried again. */
  async standingRefusal(): Promise<LoginRefusal | undefined> {
    const row = await this.database
      .selectFrom('vms_logins')
      .select(['reason', 'retry_at'])
      .where('account', '=', await this.key())
      .where('refusals', '>', 0)
      .executeTakeFirst();
    return row?.retry_at ? { reason: row.reason ?? '', retryAt: row.retry_at } : undefined;
  }

  /** Ours unless it is closed, or another's. */
  private async claim(): Promise<LoginTurn | undefined> {
    const claim = {
      claimed_by: this.holder,
      claimed_until: inMs(this.account.requestTimeoutMs * CLAIM_TIMEOUTS),
    };
    const row = await this.database
      .insertInto('vms_logins')
      .values({ account: await this.key(), ...claim })
      .onConflict((conflict) =>
        conflict
          .column('account')
          .doUpdateSet(claim)
          .where(sql<boolean>`coalesce(vms_logins.retry_at <= now(), true)`)
          .where(
            sql<boolean>`coalesce(vms_logins.claimed_until <= now() OR vms_logins.claimed_by = ${this.holder}, true)`,
          ),
      )
      .returning('refusals')
      .executeTakeFirst();
    return row && { closed: false, refusals: row.refusals };
  }

  private async refusal(): Promise<LoginTurn | undefined> {
    const row = await this.database
      .selectFrom('vms_logins')
      .select(['refusals', 'reason'])
      .select(sql<number>`(extract(epoch FROM retry_at - now()) * 1000)::float8`.as('leftMs'))
      .where('account', '=', await this.key())
      .where('retry_at', '>', sql<Date>`now()`)
      .executeTakeFirst();
    return row && { closed: true, refusals: row.refusals, reason: row.reason ?? '', leftMs: row.leftMs };
  }

  private async close({ reason, refusals, pauseMs }: Extract<LoginOutcome, { kind: 'refused' }>) {
    const closed = {
      refusals,
      reason,
      refused_at: sql<Date>`now()`,
      retry_at: inMs(pauseMs),
      claimed_by: null,
      claimed_until: null,
    };
    await this.database
      .insertInto('vms_logins')
      .values({ account: await this.key(), ...closed })
      .onConflict((conflict) => conflict.column('account').doUpdateSet(closed))
      .execute();
    await this.database
      .deleteFrom('vms_logins')
      .where(sql<boolean>`coalesce(retry_at, claimed_until) < now() - ${FORGOTTEN_AFTER}::interval`)
      .execute();
  }

  private async forget() {
    await this.database
      .deleteFrom('vms_logins')
      .where('account', '=', await this.key())
      .execute();
  }

  private async giveBack() {
    await this.database
      .updateTable('vms_logins')
      .set({ claimed_until: sql<Date>`now()` })
      .where('account', '=', await this.key())
      .where('claimed_by', '=', this.holder)
      .execute();
  }

  /** Slow to compute, so that a password can't be guessed from it; the same for every service that has the same account. */
  private key(): Promise<string> {
    const { baseUrl, username, password } = this.account;
    this.hashed ??= hash(password, JSON.stringify([baseUrl, username]), 32).then((bytes) =>
      bytes.toString('hex'),
    );
    return this.hashed;
  }
}
