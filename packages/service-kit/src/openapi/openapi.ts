import { applyDecorators, type INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiOperation, ApiResponse, DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Problem, type ProblemCode, problems } from '@playhead/contracts';
import type { z } from 'zod';

export interface RouteDescription {
  summary: string;
  /** The schema of the good answer; none for answers that are not JSON. */
  answer?: z.ZodType;
  status?: number;
  /** What it means when the same answer comes with a 202. */
  accepted?: string;
  /** What can go wrong beyond what every route shares. */
  problems?: ProblemCode[];
}

/** Describes a route for the OpenAPI document; request schemas are found by themselves. */
export function Describe({
  summary,
  answer,
  status = 200,
  accepted,
  problems: codes = [],
}: RouteDescription) {
  const body = answer !== undefined && { standardSchema: answer };
  const statuses = [...new Set(codes.map((code) => problems[code].status))];
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status, description: summary, ...body }),
    ...(accepted === undefined ? [] : [ApiResponse({ status: 202, description: accepted, ...body })]),
    ...statuses.map((problemStatus) =>
      ApiResponse({
        status: problemStatus,
        description: codes
          .filter((code) => problems[code].status === problemStatus)
          .map((code) => `${problems[code].title} (${code})`)
          .join('; '),
        standardSchema: Problem,
      }),
    ),
  );
}

/** Serves the document, generated from the routes and their schemas, at `/api/v1/openapi/{service}.json`. */
export function serveOpenApi(app: NestFastifyApplication, service: string) {
  const document = createOpenApi(app, service);
  app
    .getHttpAdapter()
    .getInstance()
    .get(`/api/v1/openapi/${service}.json`, (_, reply) => reply.send(document));
}

export function createOpenApi(app: INestApplication, service: string) {
  const description = new DocumentBuilder()
    .setTitle(`Playhead ${service}`)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  return SwaggerModule.createDocument(app, description);
}
