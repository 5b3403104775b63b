import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { declareProblems, operationIdOf } from './declare-problems.ts';

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
  const document = SwaggerModule.createDocument(app, description, { operationIdFactory: operationIdOf });
  declareProblems(app, document);
  return document;
}
