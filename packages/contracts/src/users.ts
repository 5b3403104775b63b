import { z } from 'zod';
import { ExactText, Text } from './accepted.ts';
import { Role } from './auth.ts';
import { CameraId, UserId } from './ids.ts';
import { Paging } from './paging.ts';
import { Instant } from './time.ts';

const usernameWords =
  'Give 1 to 100 letters, digits and . _ @ - and no spaces, beginning with a letter or digit.';
const Username = z
  .string({ error: usernameWords })
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u, { error: usernameWords })
  .max(100, { error: usernameWords });
const DisplayName = Text(255);
const NewPassword = ExactText(1000, 12);

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
export const UserQuery = Paging.extend({ search: Text(200).optional() });
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
