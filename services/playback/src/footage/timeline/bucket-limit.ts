import { TimelineResolution } from '@playhead/contracts';
import { DomainError } from '@playhead/service-kit';
import type { Range } from '../footage.ts';
import { bucketStarts, minuteCount } from './bucket-starts.ts';

/** More buckets than anybody can see; a coarser resolution says the same. */
const MAX_BUCKETS = 20_000;
/** For all cameras of a question together: some 10 MB of JSON. */
const MAX_BUCKETS_IN_ALL = 100_000;

/** @throws DomainError `request-invalid` for more buckets than that; it names the finest resolution that fits. */
export function requireFewBuckets(
  range: Range,
  resolution: TimelineResolution,
  timeZone: string,
  cameras = 1,
): void {
  const most = Math.min(MAX_BUCKETS, Math.floor(MAX_BUCKETS_IN_ALL / cameras));
  const fits = (one: TimelineResolution) => bucketCount(range, one, timeZone) <= most;
  if (fits(resolution)) return;
  const finest = TimelineResolution.options.find(fits);
  const many = cameras === 1 ? `${MAX_BUCKETS} buckets` : `${most} buckets for each of ${cameras} cameras`;
  const advice = finest === undefined ? 'Ask for a shorter range.' : `Use ${finest}.`;
  const detail = `resolution: ${resolution} gives more than ${many} here. ${advice}`;
  throw new DomainError('request-invalid', {
    detail,
    members: { errors: [{ pointer: '#/resolution', detail }] },
  });
}

const bucketCount = (range: Range, resolution: TimelineResolution, timeZone: string): number =>
  resolution === 'minute' ? minuteCount(range) : bucketStarts(range, resolution, timeZone).length;
