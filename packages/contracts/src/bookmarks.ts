import { z } from 'zod';
import { QueryWholeNumber, Text } from './accepted.ts';
import { BookmarkId, CameraId, UserId } from './ids.ts';
import { Paging } from './paging.ts';
import { Instant, TimeRange } from './time.ts';

/** The longest stretch that one bookmark may mark, in ms: a day. */
export const MAX_BOOKMARK_MS = 24 * 3_600_000;

const Title = Text(200);
const Note = Text(2_000);

/** A marked moment, or a stretch `[startTime, endTime)`. The account of who made it may be gone: then only its name is left. */
export const Bookmark = z
  .object({
    id: BookmarkId,
    cameraId: CameraId,
    startTime: Instant,
    endTime: Instant.nullable(),
    title: z.string(),
    note: z.string().nullable(),
    createdBy: z.object({ userId: UserId.nullable(), username: z.string() }),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Bookmark' });
export type Bookmark = z.infer<typeof Bookmark>;

type Stretch = { startTime?: string | undefined; endTime?: string | undefined };

const lengthOf = ({ startTime, endTime }: Stretch) =>
  startTime === undefined || endTime === undefined ? undefined : Date.parse(endTime) - Date.parse(startTime);

const laterThanStart = (stretch: Stretch) => (lengthOf(stretch) ?? 1) > 0;
const laterThanStartWords = { path: ['endTime'], error: 'endTime must be later than startTime.' };

/** Without `endTime` it marks a moment. */
export const CreateBookmarkRequest = z
  .object({
    startTime: Instant,
    endTime: Instant.optional(),
    title: Title,
    note: Note.optional(),
  })
  .refine(laterThanStart, laterThanStartWords)
  .refine((stretch) => (lengthOf(stretch) ?? 0) <= MAX_BOOKMARK_MS, {
    path: ['endTime'],
    error: 'A bookmark may span 24 hours at most. Mark a shorter stretch, or its beginning.',
  })
  .meta({ id: 'CreateBookmarkRequest' });
export type CreateBookmarkRequest = z.infer<typeof CreateBookmarkRequest>;

/** Words only: what a bookmark marks stays. `note: null` takes the note away. */
export const UpdateBookmarkRequest = z
  .strictObject({ title: Title.optional(), note: Note.nullable().optional() })
  .refine(({ title, note }) => title !== undefined || note !== undefined, {
    error: 'Give at least one of title and note.',
  })
  .meta({ id: 'UpdateBookmarkRequest' });
export type UpdateBookmarkRequest = z.infer<typeof UpdateBookmarkRequest>;

const wishes = Paging.extend({
  startTime: Instant.optional(),
  endTime: Instant.optional(),
  search: Text(200).optional(),
});

/** Those that touch `[startTime, endTime)`; either end may be left open. `search` looks into title, note and user name. */
export const CameraBookmarkQuery = wishes.refine(laterThanStart, laterThanStartWords);
export type CameraBookmarkQuery = z.infer<typeof CameraBookmarkQuery>;

const MAX_CAMERAS_AT_ONCE = 64;

/** `cameraIds`: ids with commas between, up to 64; without it the bookmarks of every camera. */
export const BookmarkQuery = wishes
  .extend({
    cameraIds: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(CameraId).max(MAX_CAMERAS_AT_ONCE))
      .optional(),
  })
  .refine(laterThanStart, laterThanStartWords);
export type BookmarkQuery = z.infer<typeof BookmarkQuery>;

/** In the order of what they mark; `total` counts all that match. */
export const BookmarkList = z
  .object({ bookmarks: z.array(Bookmark), total: z.number().int() })
  .meta({ id: 'BookmarkList' });
export type BookmarkList = z.infer<typeof BookmarkList>;

/** `most`: how many marks a timeline has room for. */
export const BookmarkMarksQuery = TimeRange.safeExtend({ most: QueryWholeNumber(1, 2_000).default(500) });
export type BookmarkMarksQuery = z.infer<typeof BookmarkMarksQuery>;

const MarkedBookmark = Bookmark.pick({
  id: true,
  startTime: true,
  endTime: true,
  title: true,
  createdBy: true,
}).extend({ kind: z.literal('bookmark') });

/** What there is to mark: a bookmark, or how many of them begin from `startTime` to `endTime` (inclusive). */
export const BookmarkMark = z
  .discriminatedUnion('kind', [
    MarkedBookmark,
    z.object({
      kind: z.literal('cluster'),
      startTime: Instant,
      endTime: Instant,
      count: z.number().int(),
    }),
  ])
  .meta({ id: 'BookmarkMark' });
export type BookmarkMark = z.infer<typeof BookmarkMark>;

/** The bookmarks of a range, thinned where they are more than was asked for; `total` counts them all. */
export const BookmarkMarks = z
  .object({ cameraId: CameraId, marks: z.array(BookmarkMark), total: z.number().int() })
  .meta({ id: 'BookmarkMarks' });
export type BookmarkMarks = z.infer<typeof BookmarkMarks>;

/** The first bookmark that begins after `time`, or the last that begins before it. */
export const NearestBookmarkQuery = z.object({ time: Instant, direction: z.enum(['next', 'previous']) });
export type NearestBookmarkQuery = z.infer<typeof NearestBookmarkQuery>;

export const NearestBookmark = z.object({ bookmark: Bookmark.nullable() }).meta({ id: 'NearestBookmark' });
export type NearestBookmark = z.infer<typeof NearestBookmark>;
