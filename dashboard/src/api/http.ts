import { pictureHeaders } from '@playhead/contracts';
import type { z } from 'zod';
import { ApiProblem, UnreadableAnswer } from './errors.ts';
import { accessToken, forgetToken } from './session.ts';
import { send } from './transport.ts';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;
type Options = { readonly query?: Query; readonly signal?: AbortSignal | undefined };

/** `path` with those query parameters that have a value. */
export function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** A request as the signed-in person. A refused token is renewed and the request repeated, once. */
async function request(path: string, init: RequestInit): Promise<Response> {
  const attempt = (token: string) =>
    send(path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });

  const token = await accessToken();
  try {
    return await attempt(token);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    forgetToken(token);
    return attempt(await accessToken());
  }
}

const withSignal = (signal: AbortSignal | undefined): RequestInit => (signal ? { signal } : {});

async function parse<Schema extends z.ZodType>(path: string, schema: Schema, response: Response) {
  const parsed = schema.safeParse(await response.json());
  if (!parsed.success) throw new UnreadableAnswer(path, parsed.error);
  return parsed.data;
}

/** @throws {ApiProblem} @throws {ConnectionLost} @throws {UnreadableAnswer} */
export const getJson = async <Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  { query, signal }: Options = {},
): Promise<z.output<Schema>> =>
  parse(path, schema, await request(withQuery(path, query), withSignal(signal)));

const sending =
  (method: 'POST' | 'PATCH' | 'PUT') =>
  async <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    body: unknown,
    { signal }: Options = {},
  ): Promise<z.output<Schema>> => {
    const init = {
      ...withSignal(signal),
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    return parse(path, schema, await request(path, init));
  };

/** @throws {ApiProblem} @throws {ConnectionLost} @throws {UnreadableAnswer} */
export const postJson = sending('POST');

/** @throws {ApiProblem} @throws {ConnectionLost} @throws {UnreadableAnswer} */
export const patchJson = sending('PATCH');

/** @throws {ApiProblem} @throws {ConnectionLost} @throws {UnreadableAnswer} */
export const putJson = sending('PUT');

/** Deletes what is at `path`. @throws {ApiProblem} @throws {ConnectionLost} */
export const deleteAt = async (path: string): Promise<void> => {
  await request(path, { method: 'DELETE' });
};

/** @throws {ApiProblem} @throws {ConnectionLost} */
export const getText = async (path: string, { query, signal }: Options = {}): Promise<string> =>
  (await request(withQuery(path, query), withSignal(signal))).text();

/** @throws {ApiProblem} @throws {ConnectionLost} */
export const getBlob = async (path: string, { query, signal }: Options = {}): Promise<Blob> =>
  (await request(withQuery(path, query), withSignal(signal))).blob();

/** A picture, and when it was taken (epoch ms) where the answer tells. */
export type Picture = { readonly image: Blob; readonly takenAt: number | undefined };

/** @throws {ApiProblem} @throws {ConnectionLost} */
export async function getPicture(path: string, { query, signal }: Options = {}): Promise<Picture> {
  const response = await request(withQuery(path, query), withSignal(signal));
  const takenAt = Date.parse(response.headers.get(pictureHeaders.wallClock) ?? '');
  return { image: await response.blob(), takenAt: Number.isNaN(takenAt) ? undefined : takenAt };
}
