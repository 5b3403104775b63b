export type { CallReport } from './calls/calls.ts';
export type { Clock } from './clock.ts';
export {
  type MilestoneConfig,
  type MilestoneVariables,
  milestoneConfigSchema,
  toMilestoneConfig,
} from './config.ts';
export { createMilestoneClient, type MilestoneSurroundings } from './create-milestone-client.ts';
export * from './errors.ts';
export { footageWithin } from './footage/footage-within.ts';
export type { MilestoneLog } from './log.ts';
export * from './milestone-client.ts';
export type { LoginRefusal } from './session/login-gate.ts';
export type { LoginOutcome, LoginTurn, LoginTurns } from './session/login-turns.ts';
