import type { Export } from '../export.ts';

/** What no file may be called on some system. */
const FORBIDDEN = /[\p{Control}<>:"/\\|?*]/gu;

const compact = (time: Date) =>
  time
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');

/** What a browser calls the file: the camera's name and the range in UTC. */
export const fileNameOf = ({
  cameraName,
  startTime,
  endTime,
}: Pick<Export, 'cameraName' | 'startTime' | 'endTime'>) =>
  `${cameraName.replaceAll(FORBIDDEN, '_')} ${compact(startTime)} ${compact(endTime)}.mp4`;

/** The header that says so (RFC 6266): plain letters for old programs, then the name itself (RFC 8187). */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
