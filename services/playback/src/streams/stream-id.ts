import { randomBytes } from 'node:crypto';
import { StreamId } from '@playhead/contracts';
import { InstanceId } from '../instances/instance.ts';

const RANDOM_BYTES = 18;
const INSTANCE_DIGITS = 12;

/** An id that nobody can guess, of a stream on this instance. */
export const newStreamId = (instance: InstanceId): StreamId =>
  StreamId.parse(instance + randomBytes(RANDOM_BYTES).toString('base64url'));

/** Which instance has a stream. */
export const instanceOf = (id: StreamId): InstanceId => InstanceId.parse(id.slice(0, INSTANCE_DIGITS));
