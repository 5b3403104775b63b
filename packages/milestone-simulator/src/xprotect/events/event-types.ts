import { guidOf } from '../../guid.ts';

/** Event types of cameras (protocol reference §6). */
export const eventTypes = {
  communicationStarted: 'dd3e6464-7dc0-405a-a92f-6150587563e8',
  communicationStopped: '0ee90664-2924-42a0-a816-4129d0ecabdc',
  communicationError: 'a334af1c-4b4b-4957-9e5f-ab8ca07feab6',
  recordingStarted: '4577f552-765a-438c-bc7d-e5ff1f754bc3',
  recordingStopped: '79a94f89-92de-4fca-8a43-5561d407423d',
} as const;

/** The communication group is the one seen on live servers; that of recording is made up. */
export const stateGroups = {
  communication: '53b40c77-cf48-42a2-a432-db65ae3afc7a',
  recording: guidOf('state-group/recording'),
} as const;

const named = (id: string, name: string, state?: string) => ({
  id,
  name,
  displayName: name,
  ...(state !== undefined && { state }),
});

/** By which names clients may call what the events WebSocket tells of, as the configuration API lists them. */
export const namedEventTypes = [
  named(eventTypes.communicationStarted, 'Communication Started', 'Started'),
  named(eventTypes.communicationStopped, 'Communication Stopped', 'Stopped'),
  named(eventTypes.communicationError, 'Communication Error', 'Error'),
  named(eventTypes.recordingStarted, 'Recording Started', 'Started'),
  named(eventTypes.recordingStopped, 'Recording Stopped', 'Stopped'),
];
export const namedStateGroups = [
  named(stateGroups.communication, 'Communication'),
  named(stateGroups.recording, 'Recording'),
];
