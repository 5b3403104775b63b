import { Inject, Injectable } from '@nestjs/common';
import type { Role, UserQuery } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { containing, DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';

const columns = [
  'id',
  'username',
  'display_name',
  'password_hash',
  'role',
  'all_cameras',
  'created_at',
  'updated_at',
] as const;

export interface NewUser {
  username: string;
  displayName: string;
  passwordHash: string;
  role: Role;
  demo: boolean;
}

export type UserRow = NonNullable<Awaited<ReturnType<UsersRepository['findById']>>>;

@Injectable()
export class UsersRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  findByName(username: string) {
    return this.database
      .selectFrom('users')
      .select(columns)
      .where(sql`lower(username)`, '=', username.toLowerCase())
      .executeTakeFirst();
  }

  findById(id: string) {
    return this.database.selectFrom('users').select(columns).where('id', '=', id).executeTakeFirst();
  }

  /** One page in the order of user names, and how many match in all. */
  async list({ limit, offset, search }: UserQuery): Promise<{ rows: UserRow[]; total: number }> {
    const matching = this.database.selectFrom('users').$if(search !== undefined, (query) => {
      const pattern = containing(search ?? '');
      return query.where((where) =>
        where.or([where('username', 'ilike', pattern), where('display_name', 'ilike', pattern)]),
      );
    });
    const [rows, { total }] = await Promise.all([
      matching.select(columns).orderBy(sql`lower(username)`).limit(limit).offset(offset).execute(),
      matching.select((select) => select.fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { rows, total: Number(total) };
  }

  async isEmpty(): Promise<boolean> {
    return (await this.database.selectFrom('users').select('id').limit(1).executeTakeFirst()) === undefined;
  }

  /** Makes the user; `undefined` when the name is taken, in whatever case. */
  create(user: NewUser & { allCameras: boolean }) {
    return this.database
      .insertInto('users')
      .values({
        username: user.username,
        display_name: user.displayName,
        password_hash: user.passwordHash,
        role: user.role,
        demo: user.demo,
        all_cameras: user.allCameras,
      })
      .onConflict((conflict) => conflict.expression(sql`lower(username)`).doNothing())
      .returning(columns)
      .executeTakeFirst();
  }

  /** Makes the user. `false` when somebody has that name, unless that is a demo account too, which then follows. */
  async save({ username, displayName, passwordHash, role, demo }: NewUser): Promise<boolean> {
    const values = { display_name: displayName, password_hash: passwordHash, role, demo };
    const saved = await this.database
      .insertInto('users')
      .values({ username, ...values })
      .onConflict((conflict) =>
        conflict
          .expression(sql`lower(username)`)
          .doUpdateSet({ ...values, updated_at: sql<Date>`NOW()` })
          .where('users.demo', '=', true)
          .where(sql.lit(demo), '=', true),
      )
      .returning('id')
      .executeTakeFirst();
    return saved !== undefined;
  }

  /** Demo accounts have public passwords: outside a demo they must not exist. */
  async deleteDemoUsers(): Promise<void> {
    await this.database.deleteFrom('users').where('demo', '=', true).execute();
  }
}
