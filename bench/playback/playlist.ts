/** A media playlist (RFC 8216) as a player reads it. */
export interface Playlist {
  segments: { index: number; seconds: number; url: string }[];
  targetSeconds: number;
  ended: boolean;
  /** Of which stream it is: whoever reads it again names that. */
  streamId: string | undefined;
}

export function parsePlaylist(text: string): Playlist {
  const value = (tag: string) => Number(new RegExp(`^#${tag}:(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const first = value('EXT-X-MEDIA-SEQUENCE');
  const segments: Playlist['segments'] = [];
  let seconds = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith('#EXTINF:')) seconds = Number.parseFloat(line.slice(8));
    if (line !== '' && !line.startsWith('#'))
      segments.push({ index: first + segments.length, seconds, url: line });
  }
  const targetSeconds = value('EXT-X-TARGETDURATION');
  const streamId = /STREAM="([^"]+)"/.exec(text)?.[1];
  return { segments, targetSeconds, ended: text.includes('#EXT-X-ENDLIST'), streamId };
}
