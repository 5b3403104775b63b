export type { Clock } from './clock.ts';
export type { SimulatorState } from './control/simulator-state.ts';
export type { FaultInput } from './faults/fault.ts';
export { parseScenario, readScenario, ScenarioError } from './scenario/read-scenario.ts';
export {
  DEFAULT_PASSWORD,
  DEFAULT_USERNAME,
  type RunningSimulator,
  type SimulatorOptions,
  startSimulator,
} from './simulator.ts';
export type { VideoContainer } from './video/encoding.ts';
