import { z } from 'zod';
import { DAY } from '../../history/slots.ts';
import type { Stretch } from '../../history/stretch.ts';
import { DateTime, Duration, read, toTicks, Whole } from '../soap/parameters.ts';
import { SoapFault } from '../soap/soap-fault.ts';
import type { SoapMethod } from '../soap/soap-service.ts';
import { recordedIn } from './recorded.ts';
import type { RecorderMethods } from './recorder-methods.ts';

/** Protocol reference §4.1, in the order in which a live recorder lists them. */
const sequenceTypes = [
  { Id: '0601d294-b7e5-4d93-9614-9658561ad5e4', Name: 'RecordingWithTriggerSequence' },
  { Id: 'f9c62604-d0c5-4050-ae25-72de51639b14', Name: 'RecordingSequence' },
  { Id: '53cb5e33-2183-44bd-9491-8364d2457480', Name: 'MotionSequence' },
] as const;

const Device = z.object({ deviceId: z.string() });
const Typed = Device.extend({ sequenceType: z.string() });
const Between = Typed.extend({ minTime: DateTime, maxTime: DateTime, maxCount: Whole.min(1) });
const Around = Typed.extend({ centerTime: DateTime, maxCountBefore: Whole, maxCountAfter: Whole });
const AroundWithSpan = Around.extend({ maxTimeBefore: Duration, maxTimeAfter: Duration });

/** Far enough to hold everything a recorder keeps, in ms. */
const ANY_SPAN = 366 * DAY;

/**
 * What was recorded. Entries are whole: they may begin before the window and end after it; at most `maxCount` of them
 * come, oldest first; an entry that begins at the centre counts as after it.
 */
export function sequenceMethods({
  simulation,
  authorize,
  cameraOf,
}: RecorderMethods): Record<string, SoapMethod> {
  const around = ({ centerTime, ...query }: z.infer<typeof AroundWithSpan>) => {
    const window = { start: centerTime - query.maxTimeBefore, end: centerTime + query.maxTimeAfter };
    const found = recordedIn(simulation, cameraOf(query.deviceId), window);
    const before = found.filter(({ start }) => start < centerTime);
    const after = found.filter(({ start }) => start >= centerTime);
    return [
      ...before.slice(Math.max(0, before.length - query.maxCountBefore)),
      ...after.slice(0, query.maxCountAfter),
    ];
  };
  const method = (name: string, find: (parameters: Record<string, unknown>) => Stretch[]): SoapMethod => ({
    operation: 'sequences',
    authorize,
    answer: (parameters) => ({ [`${name}Result`]: entries(find(parameters)) }),
  });
  return {
    SequencesGetTypes: {
      authorize,
      answer: (parameters) => {
        cameraOf(read(Device, parameters).deviceId);
        return { SequencesGetTypesResult: { SequenceType: sequenceTypes } };
      },
    },
    SequencesGet: method('SequencesGet', (parameters) => {
      const { deviceId, sequenceType, minTime, maxTime, maxCount } = read(Between, parameters);
      checkType(sequenceType);
      return recordedIn(simulation, cameraOf(deviceId), { start: minTime, end: maxTime }).slice(0, maxCount);
    }),
    SequencesGetAround: method('SequencesGetAround', (parameters) => {
      const query = read(Around, parameters);
      checkType(query.sequenceType);
      return around({ ...query, maxTimeBefore: ANY_SPAN, maxTimeAfter: ANY_SPAN });
    }),
    SequencesGetAroundWithSpan: method('SequencesGetAroundWithSpan', (parameters) => {
      const query = read(AroundWithSpan, parameters);
      checkType(query.sequenceType);
      return around(query);
    }),
  };
}

function checkType(sequenceType: string): void {
  const known = sequenceTypes.some(({ Id }) => Id === sequenceType.toLowerCase());
  if (!known) throw new SoapFault(`Sequence type '${sequenceType}' is unknown.`);
}

/** Nothing found is an empty element. */
const entries = (found: readonly Stretch[]) =>
  found.length === 0
    ? ''
    : {
        SequenceEntry: found.map(({ start, end, triggered }) => ({
          TimeBegin: toTicks(start),
          TimeTrigged: toTicks(triggered),
          TimeEnd: toTicks(end),
        })),
      };
