/** A finished piece of a stream. `wallClock` is the time at which its first picture was recorded, UTC. */
export interface Segment {
  index: number;
  path: string;
  durationSeconds: number;
  wallClock: Date;
  /** Timestamps start anew here: a gap was skipped, or the VMS was asked again. */
  discontinuity: boolean;
}

export interface PlaylistContent {
  segments: readonly Segment[];
  /** How many discontinuities went with the segments that are no longer listed. */
  discontinuitySequence: number;
  targetDurationSeconds: number;
  ended: boolean;
  segmentUrl: (segment: Segment) => string;
}

/** The media playlist of a stream (RFC 8216). Every segment says when its pictures were recorded. */
export function toPlaylist(content: PlaylistContent): string {
  const { segments, discontinuitySequence, targetDurationSeconds, ended, segmentUrl } = content;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    `#EXT-X-TARGETDURATION:${targetDurationSeconds}`,
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.index ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitySequence}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
  ];
  for (const segment of segments) {
    if (segment.discontinuity) lines.push('#EXT-X-DISCONTINUITY');
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${segment.wallClock.toISOString()}`);
    lines.push(`#EXTINF:${segment.durationSeconds.toFixed(3)},`, segmentUrl(segment));
  }
  if (ended) lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}
