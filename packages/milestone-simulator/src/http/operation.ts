import { z } from 'zod';

/** The calls of the VMS contract (plan §2), as faults and counters name them. */
export const Operation = z.enum([
  'login',
  'negotiate',
  'refresh',
  'logout',
  'listCameras',
  'getCamera',
  'startRecording',
  'stopRecording',
  'recordingStatus',
  'sequences',
  'video',
  'snapshot',
  'vmsLogin',
  'deviceStatus',
]);
export type Operation = z.infer<typeof Operation>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which call of the contract this route answers; the control API's routes have none. */
    operation?: Operation;
  }
}

/** The config of a route that answers one call of the contract. */
export const answers = (operation: Operation) => ({ config: { operation } });
