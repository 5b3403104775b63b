import { z } from 'zod';
import { Role } from './auth.ts';
import { CameraId, UserId } from './ids.ts';
import { Paging } from './paging.ts';
import { Instant } from './time.ts';

const Username = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u, {
    error: 'A user name has letters, digits and . _ @ - and no spaces; it begins with a letter or digit.',
  })
  .max(100);
const DisplayName = z.string().trim().min(1).max(255);
const NewPassword = z.string().min(12, { error: 'A password has at least 12 characters.' }).max(1000);

/** A person who may sign in. With `allCameras` they see every camera, also those imported later. */
export const User = z
  .object({
    id: UserId,
    username: z.string(),
    displayName: z.string(),
    role: Role,
    allCameras: z.boolean(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

/** `search` looks into user names and display names. */
export const UserQuery = Paging.extend({ search: z.string().trim().min(1).max(200).optional() });
export type UserQuery = z.infer<typeof UserQuery>;

export const UserList = z.object({ users: z.array(User), total: z.number().int() }).meta({ id: 'UserList' });
export type UserList = z.infer<typeof UserList>;

export const CreateUserRequest = z
  .object({
    username: Username,
    displayName: DisplayName,
    role: Role,
    password: NewPassword,
    allCameras: z.boolean().default(true),
  })
  .meta({ id: 'CreateUserRequest' });
export type CreateUserRequest = z.infer<typeof CreateUserRequest>;

export const UpdateUserRequest = z
  .strictObject({
    displayName: DisplayName.optional(),
    role: Role.optional(),
    allCameras: z.boolean().optional(),
    password: NewPassword.optional(),
  })
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), {
    error: 'Give at least one of displayName, role, allCameras and password.',
  })
  .meta({ id: 'UpdateUserRequest' });
export type UpdateUserRequest = z.infer<typeof UpdateUserRequest>;

/** The cameras that a person was given one by one; they count while `allCameras` is false. */
export const UserCameras = z.object({ cameraIds: z.array(CameraId).max(10_000) }).meta({ id: 'UserCameras' });
export type UserCameras = z.infer<typeof UserCameras>;
