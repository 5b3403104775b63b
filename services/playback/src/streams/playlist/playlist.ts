import { playlistTags } from '@playhead/contracts';
import type { KeptJpeg } from '../jpegs/kept-jpegs.ts';

/** A finished piece of a stream. `wallClock` is the time at which its first picture was recorded, UTC. */
export interface Segment {
  index: number;
  path: string;
  bytes: number;
  durationSeconds: number;
  /** Where it ends in the stream, in seconds of playing from the first segment of all. */
  endSeconds: number;
  wallClock: Date;
  /** Timestamps start anew here: a gap was skipped. */
  discontinuity: boolean;
  /** When its file was finished, UTC. */
  madeAt: Date;
  /** Where its pictures are in the file, if they are JPEGs as the camera made them: such a segment is in no playlist. */
  jpegs?: readonly KeptJpeg[] | undefined;
}

/** How a stream began: what was asked for, and what came. */
export interface StreamStart {
  asked: Date;
  start: Date;
  /** Whether the asked time lies in a gap. */
  skipped: boolean;
}

export interface PlaylistContent<S extends ListedSegment> {
  streamId: string;
  segments: readonly S[];
  start: StreamStart;
  /** How many discontinuities went with the segments that are no longer listed. */
  discontinuitySequence: number;
  targetDurationSeconds: number;
  ended: boolean;
  /** Why the stream ended before its time. */
  problem?: { code: string; detail: string } | undefined;
  segmentUrl: (segment: S) => string;
}

export type ListedSegment = Pick<Segment, 'index' | 'durationSeconds' | 'wallClock' | 'discontinuity'>;

/** The media playlist of a stream (RFC 8216). Every segment says when its pictures were recorded. */
export function toPlaylist<S extends ListedSegment>(content: PlaylistContent<S>): string {
  const { streamId, segments, start, discontinuitySequence, targetDurationSeconds } = content;
  const { ended, problem, segmentUrl } = content;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    `#EXT-X-TARGETDURATION:${targetDurationSeconds}`,
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.index ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitySequence}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#${playlistTags.start}:ASKED=${instant(start.asked)},START=${instant(start.start)},SKIPPED=${start.skipped ? 'YES' : 'NO'},STREAM="${streamId}"`,
  ];
  for (const segment of segments) lines.push(tagsOf(segment), segmentUrl(segment));
  if (problem !== undefined) {
    lines.push(`#${playlistTags.problem}:CODE="${problem.code}",DETAIL="${quotable(problem.detail)}"`);
  }
  if (ended || problem !== undefined) lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

/** The tags of a segment never change, and everybody who watches reads them again and again. */
const written = new WeakMap<ListedSegment, string>();

function tagsOf(segment: ListedSegment): string {
  const known = written.get(segment);
  if (known !== undefined) return known;
  const { discontinuity, wallClock, durationSeconds } = segment;
  const tags = [
    ...(discontinuity ? ['#EXT-X-DISCONTINUITY'] : []),
    `#EXT-X-PROGRAM-DATE-TIME:${wallClock.toISOString()}`,
    `#EXTINF:${durationSeconds.toFixed(5)},`,
  ].join('\n');
  written.set(segment, tags);
  return tags;
}

const instant = (time: Date) => `"${time.toISOString()}"`;

/** Within a quoted attribute there is neither a quote nor the end of a line (RFC 8216 §4.2). */
const quotable = (text: string) => text.replace(/"/g, '’').replace(/\s+/g, ' ');
