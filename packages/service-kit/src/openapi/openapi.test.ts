import 'reflect-metadata';
import { Body, Controller, Delete, Get, Module, Param, Post, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Public, RequireRole } from '../auth/auth.decorators.ts';
import { vmsProblems } from '../problems/from-milestone-error.ts';
import { Describe } from './describe.ts';
import { createOpenApi } from './openapi.ts';

const Door = z.object({ name: z.string() });

@Controller('doors')
@RequireRole('operator')
class DoorsController {
  @Get()
  @RequireRole('viewer')
  @Describe({ summary: 'All doors', answer: z.array(Door) })
  list() {}

  @Post()
  @Describe({
    summary: 'Make one',
    answer: Door,
    status: 201,
    also: { 202: 'Later' },
    problems: ['username-taken', ...vmsProblems],
  })
  make(@Body({ schema: Door }) _: unknown) {}

  @Delete(':name')
  @Describe({ summary: 'Brick it up', status: 204, problems: ['bookmark-not-yours'] })
  end(@Param('name', { schema: z.string() }) _: string) {}
}

@Controller('views')
class ViewsController {
  @Get('default')
  @Describe({ summary: 'For all who are signed in', answer: Door })
  signedIn() {}

  @Get('public')
  @Public()
  @Describe({
    summary: 'A picture for everybody',
    media: ['image/jpeg', 'image/png'],
    headers: { ETag: 'For If-None-Match' },
    also: { 304: 'The client has it' },
    problems: ['credentials-wrong'],
  })
  open() {}
}

const apps: NestFastifyApplication[] = [];
afterAll(() => Promise.all(apps.map((app) => app.close())));

async function documentOf(...controllers: Type[]) {
  @Module({ controllers })
  class Rooms {}
  const app = await NestFactory.create<NestFastifyApplication>(Rooms, new FastifyAdapter(), {
    logger: false,
  });
  apps.push(app);
  return createOpenApi(app, 'doors');
}

describe('the OpenAPI document', () => {
  let paths: Awaited<ReturnType<typeof documentOf>>['paths'];
  beforeAll(async () => {
    ({ paths } = await documentOf(DoorsController, ViewsController));
  });
  const statusesOf = (path: string, method: 'get' | 'post' | 'delete') =>
    Object.keys(paths[path]?.[method]?.responses ?? {});

  it('declares what the guard refuses: 401 where a token is needed, 403 where a role is', () => {
    expect(statusesOf('/doors', 'get')).toEqual(['200', '401', 'default']);
    expect(statusesOf('/views/default', 'get')).toEqual(['200', '401', 'default']);
    expect(statusesOf('/doors', 'post')).toEqual(expect.arrayContaining(['401', '403']));
    expect(paths['/doors']?.post).toMatchObject({
      security: [{ bearer: [] }],
      responses: {
        401: { description: 'Sign in first (sign-in-required); Your sign-in has expired (token-expired)' },
      },
    });
    expect(paths['/views/default']?.get?.security).toEqual([{ bearer: [] }]);
  });

  it('declares a public route as open, with the 401 that it gives itself', () => {
    const open = paths['/views/public']?.get;

    expect(open?.security).toBeUndefined();
    expect(open?.responses[401]).toMatchObject({
      description: 'User name or password is wrong (credentials-wrong)',
    });
  });

  it('declares what can be wrong with a request that carries something', () => {
    expect(statusesOf('/doors', 'post')).toEqual(expect.arrayContaining(['400', '413']));
    expect(statusesOf('/doors/{name}', 'delete')).toEqual(['204', '400', '401', '403', 'default']);
  });

  it('tells the problems of one status together', () => {
    expect(paths['/doors/{name}']?.delete?.responses[403]).toMatchObject({
      description:
        'Your role does not allow this (permission-missing); The bookmark is somebody else’s (bookmark-not-yours)',
    });
    expect(paths['/doors']?.post?.responses).toMatchObject({
      502: { description: expect.stringMatching(/vms-credentials-refused.*vms-refused/) },
      503: { description: expect.stringMatching(/vms-unavailable/) },
    });
  });

  it('declares every problem as it is answered: application/problem+json', async () => {
    const { components } = await documentOf(DoorsController);
    const problems = Object.values(paths)
      .flatMap(({ get, post, delete: end }) => [get, post, end])
      .flatMap((operation) => Object.entries(operation?.responses ?? {}))
      .filter(([status]) => status === 'default' || Number(status) >= 400);

    expect(components?.schemas).toHaveProperty('Problem');
    expect(problems.length).toBeGreaterThan(10);
    for (const [, answer] of problems) {
      expect(answer).toHaveProperty('content', {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      });
    }
  });

  it('declares good answers with their media types, headers and other statuses', () => {
    const bytes = { schema: { type: 'string', format: 'binary' } };
    const headers = { ETag: { description: 'For If-None-Match', schema: { type: 'string' } } };
    const { responses = {} } = paths['/views/public']?.get ?? {};
    const made = paths['/doors']?.post?.responses ?? {};

    expect(responses[200]).toMatchObject({ headers, content: { 'image/jpeg': bytes, 'image/png': bytes } });
    expect(responses[304]).toMatchObject({ description: 'The client has it', headers });
    expect(responses[304]).not.toHaveProperty('content');
    expect(made[201]).toMatchObject({ content: { 'application/json': {} } });
    expect(made[202]).toMatchObject({ description: 'Later', content: { 'application/json': {} } });
  });

  it('is not made of routes that nobody described', async () => {
    @Controller('walls')
    class WallsController {
      @Get()
      list() {}
    }

    await expect(documentOf(WallsController)).rejects.toThrow('WallsController_list lacks @Describe');
  });
});
