import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadKongConfig } from './declarative/load.ts';
import { placeholdersIn } from './declarative/placeholders.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const Container = z.object({
  image: z.string().optional(),
  build: z
    .object({
      dockerfile: z.string(),
      target: z.string(),
      args: z.record(z.string(), z.string()).default({}),
    })
    .optional(),
  environment: z.record(z.string(), z.string().nullable()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  restart: z.string(),
});
const Compose = z.object({
  services: z.record(z.string(), Container),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.unknown()),
});

const text = read('docker-compose.yml');
const compose = Compose.parse(parse(text, { merge: true }));
const containers = Object.entries(compose.services);
const dockerfile = read('docker/Dockerfile');

const table = read('config/kong/kong.yml');
const PEM = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n';
const config = loadKongConfig(table, {
  PLAYHEAD_JWT_PUBLIC_KEY: PEM,
  PLAYHEAD_ALLOWED_ORIGINS: 'http://localhost:8000',
});

describe('the containers of docker-compose.yml', () => {
  it.each(config.services.map(({ name, host, port }) => [name, host, port] as const))(
    'include %s, which the routing table expects at %s:%i',
    (_name, host, port) => {
      expect(compose.services[host]?.environment).toMatchObject({ PORT: String(port), HOST: '0.0.0.0' });
      expect(compose.services[host]?.networks).toContain('edge');
    },
  );

  it('give the sync every placeholder of the routing table', () => {
    const given = Object.keys(compose.services['kong-sync']?.environment ?? {});

    const missing = placeholdersIn(table).filter(
      (name) => !given.includes(name) && !given.includes(`${name}_FILE`),
    );
    expect(missing).toEqual([]);
  });

  it.each(containers)(
    'build %s from a stage and a workspace that exist, or take a fixed version',
    (_name, container) => {
      const { build, image } = container;
      if (build === undefined) {
        expect(image).toMatch(/^[\w/.-]+:\d+(\.\d+)*$/);
        return;
      }
      expect(existsSync(join(root, build.dockerfile))).toBe(true);
      expect(dockerfile).toMatch(new RegExp(`^FROM .* AS ${build.target}$`, 'm'));
      const { WORKSPACE: workspace, MEDIA: media = 'plain' } = build.args;
      expect(dockerfile).toMatch(new RegExp(`^FROM .* AS ${media}$`, 'm'));
      if (workspace === undefined) return;
      const { scripts } = z
        .object({ scripts: z.record(z.string(), z.string()) })
        .parse(JSON.parse(read(`${workspace}/package.json`)));
      const program = ['program'].includes(build.target) ? 'main.ts' : 'cli.ts';
      expect(scripts).toHaveProperty('build');
      expect(readdirSync(join(root, workspace, 'src'))).toContain(program);
    },
  );

  it('publish the port of the gateway and no other', () => {
    const published = containers.flatMap(([name, { ports }]) => ports.map((port) => `${name} ${port}`));

    expect(published).toEqual([`kong ${'$'}{PLAYHEAD_PORT:-8000}:8000`]);
  });

  it('have no secret with a default', () => {
    const secrets = [...text.matchAll(/\$\{(\w*(?:PASSWORD|SECRET|TOKEN)\w*)([^}]*)\}/g)];

    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter(([, , rest]) => !rest?.startsWith(':?'))).toEqual([]);
  });

  it('keep the private key to console', () => {
    const readers = containers.filter(([, { volumes }]) =>
      volumes.some((volume) => volume.startsWith('signing-key:')),
    );

    expect(readers.map(([name]) => name)).toEqual(['console', 'keys']);
  });

  it('know when they are well, unless they end by themselves', () => {
    const silent = containers
      .filter(([, { healthcheck }]) => healthcheck === undefined)
      .map(([name]) => name);

    expect(silent).toEqual(['kong-sync', 'migrate', 'keys']);
  });

  it('use networks, volumes and containers that are declared', () => {
    const networks = containers.flatMap(([, container]) => container.networks);
    const named = containers.flatMap(([, { volumes }]) =>
      volumes.filter((volume) => !volume.startsWith('/')),
    );
    const awaited = containers.flatMap(([, container]) => Object.keys(container.depends_on));

    expect(new Set(networks)).toEqual(new Set(Object.keys(compose.networks)));
    expect(new Set(named.map((volume) => volume.split(':')[0]))).toEqual(
      new Set(Object.keys(compose.volumes)),
    );
    expect(awaited.filter((name) => !(name in compose.services))).toEqual([]);
  });

  it('are explained in the example of settings, wherever a setting is required', () => {
    const required = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);
    const example = read('docker/example.env');

    expect(required.filter((name) => !new RegExp(`^${name}=`, 'm').test(example))).toEqual([]);
  });
});
