import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CameraPath } from '../../cameras/camera.routes.ts';
import type { Cameras } from '../../cameras/cameras.ts';
import { ApiError } from '../../http/api-error.ts';
import { Instant, toIso, validate } from '../../http/validate.ts';
import type { Simulation } from '../../simulation.ts';
import type { Bookmark, BookmarkContent } from './bookmarks.ts';

const Time = Instant.transform(toIso);
const Content = z.object({
  header: z.string().min(1),
  description: z.string().default(''),
  timeBegin: Time,
  timeTriggered: Time,
  timeEnd: Time,
  reference: z.string().default(''),
  devicePath: z.object({ type: z.literal('cameras'), id: z.string() }),
});
const Edit = z.object({
  header: z.string().min(1).optional(),
  description: z.string().optional(),
  timeBegin: Time.optional(),
  timeTriggered: Time.optional(),
  timeEnd: Time.optional(),
});

/** Bookmarks over REST (protocol reference §7.1). There is no list of them; errors come without the usual envelope. */
export function bookmarkRoutes(api: FastifyInstance, { xprotect, cameras, credentials }: Simulation): void {
  const { bookmarks, profile } = xprotect;
  if (!profile.hasBookmarks) return;
  const idOf = (params: unknown) => validate(CameraPath, params).id;

  api.post('/bookmarks', async (request, reply) => {
    const content = read(Content, request.body);
    check(content, cameras);
    const bookmark = bookmarks.create(content, credentials.username);
    return reply.status(201).send({ result: resource(bookmark) });
  });

  api.get('/bookmarks/:id', async ({ params }) => ({ data: resource(bookmarks.get(idOf(params))) }));

  api.patch('/bookmarks/:id', async ({ params, body }) => {
    const before = bookmarks.get(idOf(params));
    const edit = read(Edit, body);
    const bookmark = {
      ...before,
      header: edit.header ?? before.header,
      description: edit.description ?? before.description,
      timeBegin: edit.timeBegin ?? before.timeBegin,
      timeTriggered: edit.timeTriggered ?? before.timeTriggered,
      timeEnd: edit.timeEnd ?? before.timeEnd,
    };
    check(bookmark, cameras);
    bookmarks.replace(bookmark);
    return { data: resource(bookmark) };
  });

  api.delete('/bookmarks/:id', async ({ params }) => {
    bookmarks.remove(idOf(params));
    return { state: 'Success' };
  });
}

function read<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refusal(issue?.message ?? 'The bookmark can not be read.', issue?.path.join('.') ?? '');
}

/** @throws ApiError 400 */
function check({ timeBegin, timeTriggered, timeEnd, devicePath }: BookmarkContent, cameras: Cameras): void {
  const camera = cameras.find(devicePath.id);
  if (camera === undefined || camera.isForbidden)
    throw refusal(`There is no camera ${devicePath.id}.`, 'devicePath');
  if (timeTriggered < timeBegin || timeEnd < timeTriggered)
    throw refusal('A bookmark begins, is triggered and ends in this order.', 'timeTriggered');
}

const refusal = (text: string, property: string) => new ApiError(400, text, { body: 'bare', property });

const resource = (bookmark: Bookmark) => ({
  ...bookmark,
  relations: { self: { type: 'bookmarks', id: bookmark.id } },
});
