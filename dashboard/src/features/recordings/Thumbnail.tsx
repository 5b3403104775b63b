import { thumbnailInterval } from '@playhead/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { thumbnailQuery } from './snapshot.query.ts';
import { useObjectUrl } from './use-object-url.ts';

type ThumbnailProps = {
  readonly cameraId: string;
  /** Epoch ms. */
  readonly at: number;
  /** How far the timeline is zoomed out: there is one picture for as much as a thumbnail is wide. */
  readonly msPerPx: number;
};

/** So many pixels of the timeline share a picture. */
const PX_PER_PICTURE = 12;

/** A small picture near a moment. The old one stays until the next is there; where none can be had, there is none. */
export function Thumbnail({ cameraId, at, msPerPx }: ThumbnailProps) {
  const interval = thumbnailInterval((msPerPx * PX_PER_PICTURE) / 1000);
  const time = Math.floor(at / (interval * 1000)) * interval * 1000;
  const { data } = useQuery({
    ...thumbnailQuery(cameraId, time, interval),
    placeholderData: keepPreviousData,
  });
  const url = useObjectUrl(data);
  return url ? <img src={url} alt="" data-testid="timeline-thumbnail" /> : null;
}
