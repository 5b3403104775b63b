import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Problem, type ProblemCode } from '@playhead/contracts';
import type { z } from 'zod';

/** Where the codes of a route's own problems stand. */
export const PROBLEMS = 'playhead:problems';

/** Under `default` stands what no operation can name: a failure of ours, or of what we need. */
export const ANY_OTHER = 'Any other problem';

export interface RouteDescription {
  summary: string;
  /** The schema of the good answer, where that is JSON. */
  answer?: z.ZodType;
  /** The media types of the good answer, where that is not JSON. */
  media?: readonly string[];
  /** The headers of the good answer by which clients may go, and what each says. */
  headers?: Readonly<Record<string, string>>;
  status?: number;
  /** What it means when the good answer comes with another status. */
  also?: Readonly<Record<number, string>>;
  /** What can go wrong beyond what follows from the guard and the request (`declareProblems`). */
  problems?: readonly ProblemCode[];
}

const NOT_MODIFIED = 304;

/** Describes a route for the OpenAPI document; request schemas are found by themselves. */
export function Describe({
  summary,
  answer,
  media = [],
  headers = {},
  status = 200,
  also = {},
  problems = [],
}: RouteDescription) {
  const content = Object.fromEntries(media.map((type) => [type, { schema: bytes }]));
  const body = answer === undefined ? media.length > 0 && { content } : { standardSchema: answer };
  const declared = Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: text }]),
  );
  const good = Object.entries({ ...also, [status]: summary });
  return applyDecorators(
    ApiOperation({ summary }),
    ...good.map(([code, description]) =>
      ApiResponse({
        status: Number(code),
        description,
        headers: declared,
        ...(Number(code) !== NOT_MODIFIED && body),
      }),
    ),
    ApiResponse({ status: 'default', description: ANY_OTHER, standardSchema: Problem }),
    SetMetadata(PROBLEMS, problems),
  );
}

const text = { type: 'string' };
const bytes = { type: 'string', format: 'binary' };
