import { playlistTags, problems } from '@playhead/contracts';
import { ApiProblem, problemFor } from '../../api/errors.ts';
import type { Span } from '../../time/span.ts';
import { firstProgramDate, startOf } from './media-clock.ts';

export type StreamStart = {
  /** Where in the media the moment asked for is, in s. */
  readonly position: number;
  /** The gap that was left out to begin, if the moment asked for lay in one. */
  readonly skipped: Span | undefined;
};

const attribute = (line: string, name: string): string | undefined =>
  new RegExp(`[:,]${name}="?([^",]*)"?`).exec(line)?.[1];

const lineOf = (playlist: string, tag: string): string | undefined =>
  playlist.split(/\r?\n/).find((line) => line.startsWith(`#${tag}:`));

/** What a playlist says of its beginning, when it was asked for `asked` (epoch ms) at `speed`. */
export function startOfStream(playlist: string, asked: number, speed: number): StreamStart {
  const { position, skipped } = startOf(asked, firstProgramDate(playlist) ?? asked, speed);
  const line = lineOf(playlist, playlistTags.start);
  if (line === undefined) return { position, skipped };
  const start = Date.parse(attribute(line, 'START') ?? '');
  if (attribute(line, 'SKIPPED') !== 'YES' || Number.isNaN(start)) return { position, skipped: undefined };
  return { position, skipped: { from: Math.min(asked, start), to: Math.max(asked, start) } };
}

/** Which stream a playlist is of, where it says so. */
export const streamIdIn = (playlist: string): string | undefined =>
  attribute(lineOf(playlist, playlistTags.start) ?? '', 'STREAM');

const isCode = (code: string): code is keyof typeof problems => Object.hasOwn(problems, code);

/** The problem that ended a stream early, where its playlist tells one. */
export function problemIn(playlist: string): ApiProblem | undefined {
  const line = lineOf(playlist, playlistTags.problem);
  const code = line && attribute(line, 'CODE');
  if (!code) return undefined;
  return new ApiProblem(problemFor(isCode(code) ? code : 'stream-failed'));
}
