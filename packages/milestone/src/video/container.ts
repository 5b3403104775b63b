import type { VideoContainer } from '../milestone-client.ts';

const containers = new Map<string, VideoContainer>([
  ['video/mp2t', 'mp2t'],
  ['video/mp4', 'mp4'],
  ['video/h264', 'h264'],
  ['video/h265', 'h265'],
  ['multipart/x-mixed-replace', 'mjpeg'],
]);

/** The container that a `Content-Type` names (design §6). */
export function containerOf(contentType: string | undefined): VideoContainer {
  const [mediaType = ''] = (contentType ?? '').split(';');
  return containers.get(mediaType.trim().toLowerCase()) ?? 'unknown';
}
