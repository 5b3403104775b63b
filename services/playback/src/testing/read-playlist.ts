/** A segment as a playlist lists it. */
interface ListedSegment {
  url: string;
  durationSeconds: number;
  wallClock: Date;
  discontinuity: boolean;
}

/** Reads a media playlist (RFC 8216) as a player does. */
export function readPlaylist(text: string) {
  const segments: ListedSegment[] = [];
  let wallClock = new Date(Number.NaN);
  let durationSeconds = Number.NaN;
  let discontinuity = false;
  for (const line of text.split('\n')) {
    const [, tag, value = ''] = /^#(EXT[A-Z-]+):?(.*)$/.exec(line) ?? [];
    if (tag === 'EXT-X-DISCONTINUITY') discontinuity = true;
    if (tag === 'EXT-X-PROGRAM-DATE-TIME') wallClock = new Date(value);
    if (tag === 'EXTINF') durationSeconds = Number.parseFloat(value);
    if (line !== '' && !line.startsWith('#')) {
      segments.push({ url: line, durationSeconds, wallClock, discontinuity });
      discontinuity = false;
    }
  }
  return { segments, ended: text.includes('#EXT-X-ENDLIST') };
}
