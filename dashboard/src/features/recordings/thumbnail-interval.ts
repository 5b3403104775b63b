/** The steps of time between thumbnails that the server keeps, in s. */
const INTERVALS = [1, 2, 10, 60, 300, 600, 3_600, 21_600, 86_400] as const;

/** The least step that is not finer than asked, in s. */
export const thumbnailInterval = (seconds: number): number =>
  INTERVALS.find((interval) => interval >= seconds) ?? 86_400;
