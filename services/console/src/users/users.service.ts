import { Injectable } from '@nestjs/common';
import {
  type CreateUserRequest,
  type UpdateUserRequest,
  User,
  type UserCameras,
  type UserId,
  type UserList,
  type UserQuery,
} from '@playhead/contracts';
import { AuditRepository, Clock, DomainError, type Principal } from '@playhead/service-kit';
import { PasswordHasher } from './password-hasher.ts';
import { UserCamerasRepository } from './user-cameras.repository.ts';
import { UserChangesRepository, userNotFound } from './user-changes.repository.ts';
import { type UserRow, UsersRepository } from './users.repository.ts';

/** Accounts, as administrators keep them. Every change is in the audit trail. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly changes: UserChangesRepository,
    private readonly cameras: UserCamerasRepository,
    private readonly hasher: PasswordHasher,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  async list(query: UserQuery): Promise<UserList> {
    const { rows, total } = await this.users.list(query);
    return { users: rows.map(toUser), total };
  }

  /** @throws DomainError `user-not-found`. */
  async get(id: UserId): Promise<User> {
    const row = await this.users.findById(id);
    if (row === undefined) throw userNotFound();
    return toUser(row);
  }

  /** @throws DomainError `username-taken`. */
  create({ password, ...user }: CreateUserRequest, by: Principal): Promise<User> {
    return this.audit.around({ action: 'user.create', by, details: user }, async () => {
      const passwordHash = await this.hasher.hash(password);
      const row = await this.users.create({ ...user, passwordHash, demo: false });
      if (row === undefined) {
        throw new DomainError('username-taken', {
          detail: `There is an account ${user.username} already. Choose another name.`,
        });
      }
      return toUser(row);
    });
  }

  /** @throws DomainError `user-not-found`, `last-admin`, `own-account` for one's own role. */
  async update(id: UserId, { password, ...changes }: UpdateUserRequest, by: Principal): Promise<User> {
    const before = await this.users.findById(id);
    const target = { target: id, username: before?.username };
    const details = { ...target, ...changes, ...(password !== undefined && { passwordReset: true }) };
    return this.audit.around({ action: 'user.update', by, details }, async () => {
      if (before === undefined) throw userNotFound();
      if (id === by.userId && changes.role !== undefined && changes.role !== before.role) throw ownAccount();
      const passwordHash = password === undefined ? undefined : await this.hasher.hash(password);
      await this.changes.update(id, { ...changes, passwordHash }, this.clock.now());
      return this.get(id);
    });
  }

  /** @throws DomainError `user-not-found`, `last-admin`, `own-account`. */
  async delete(id: UserId, by: Principal): Promise<void> {
    const username = (await this.users.findById(id))?.username;
    await this.audit.around({ action: 'user.delete', by, details: { target: id, username } }, async () => {
      if (id === by.userId) throw ownAccount();
      await this.changes.delete(id, this.clock.now());
    });
  }

  /** @throws DomainError `user-not-found`. */
  async camerasOf(id: UserId): Promise<UserCameras> {
    await this.get(id);
    return { cameraIds: await this.cameras.list(id) };
  }

  /** @throws DomainError `user-not-found`, `camera-not-found`. */
  async setCameras(id: UserId, { cameraIds }: UserCameras, by: Principal): Promise<UserCameras> {
    const username = (await this.users.findById(id))?.username;
    const details: Record<string, unknown> = { target: id, username, cameras: cameraIds.length };
    await this.audit.around({ action: 'user.access', by, details }, async () => {
      const { added, removed } = await this.cameras.replace(id, cameraIds, this.clock.now());
      details.added = summaryOf(added);
      details.removed = summaryOf(removed);
    });
    return this.camerasOf(id);
  }
}

/** So many cameras are named in an audit entry; the count is always whole. */
const MAX_NAMED = 200;

const summaryOf = (cameraIds: string[]) => ({
  count: cameraIds.length,
  cameraIds: cameraIds.slice(0, MAX_NAMED),
});

const ownAccount = () =>
  new DomainError('own-account', {
    detail: 'Nobody deletes their own account or changes its role. Ask another administrator.',
  });

const toUser = (row: UserRow): User =>
  User.parse({
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    role: row.role,
    allCameras: row.all_cameras,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  });
