import type { Role, UserId } from '@playhead/contracts';

/** Who makes a request, as the access token says. */
export interface Principal {
  userId: UserId;
  username: string;
  role: Role;
  /** When the access token ends, UTC. */
  expiresAt: Date;
}
