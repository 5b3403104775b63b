import type { Calls } from './calls/calls.ts';
import type { RetryPolicy } from './calls/retry.ts';
import type { MilestoneConfig } from './config.ts';
import type { VmsHttp } from './http/vms-http.ts';
import type { LoginGate } from './session/login-gate.ts';

/** What every dialect is built on. */
export interface Foundation {
  config: MilestoneConfig;
  calls: Calls;
  retryPolicy: RetryPolicy;
  /** One for the account, wherever its password is sent. */
  gate: LoginGate;
  /** Connections to one of the VMS's servers. */
  connect: (baseUrl: string) => VmsHttp;
}
