import { describe, expect, it } from 'vitest';
import { KongRefusedError, KongUnavailableError } from './admin/errors.ts';
import { loadKongConfig } from './declarative/load.ts';
import { keepKongConfig, type SyncOptions, syncKongConfig } from './sync.ts';

const config = loadKongConfig(
  `
_format_version: "3.0"
services:
  - { name: vms, url: "http://vms:8081", routes: [{ name: cameras, paths: [/a] }, { name: import, paths: [/b] }] }
`,
  {},
);

/** A Kong that fails this often at each step before it does as asked, and a record of what happened. */
function given({ failures = 0, refuses = false }: { failures?: number; refuses?: boolean } = {}) {
  const record: string[] = [];
  const left = { status: failures, apply: failures, routes: failures };
  const step = (name: keyof typeof left) => {
    record.push(name);
    left[name] -= 1;
    if (left[name] >= 0) throw new KongUnavailableError('not yet');
  };
  const client: SyncOptions['client'] = {
    status: async () => {
      step('status');
      return { database: { reachable: true } };
    },
    applyConfig: async () => {
      step('apply');
      if (refuses) throw new KongRefusedError(400, 'invalid');
    },
    routes: async () => {
      record.push('routes');
      left.routes -= 1;
      const names = left.routes >= 0 ? ['cameras'] : ['cameras', 'import'];
      return names.map((name) => ({ id: name, name }));
    },
  };
  const wait = async (ms: number) => record.push(`wait ${ms}`);
  return { record, options: { client, config, wait, delayMs: 7 } };
}

describe('giving Kong its routing table', () => {
  it('asks whether Kong is there, gives it the table, and sees that it has it', async () => {
    const { record, options } = given();

    await syncKongConfig(options);

    expect(record).toEqual(['status', 'apply', 'routes']);
  });

  it('waits for a Kong that is still starting', async () => {
    const { record, options } = given({ failures: 1 });

    await syncKongConfig(options);

    const twice = (step: string) => [step, 'wait 7', step];
    expect(record).toEqual([...twice('status'), ...twice('apply'), ...twice('routes')]);
  });

  it('gives up after its attempts', async () => {
    const { record, options } = given({ failures: 100 });

    await expect(syncKongConfig({ ...options, attempts: 3 })).rejects.toThrow(KongUnavailableError);

    expect(record).toEqual(['status', 'wait 7', 'status', 'wait 7', 'status']);
  });

  it('names the routes that Kong does not take over', async () => {
    const { options } = given();
    const client = { ...options.client, routes: async () => [{ id: 'cameras', name: 'cameras' }] };

    await expect(syncKongConfig({ ...options, client, attempts: 2 })).rejects.toThrow(/the routes import\./);
  });

  it('does not insist when Kong refuses the table', async () => {
    const { record, options } = given({ refuses: true });

    await expect(syncKongConfig(options)).rejects.toThrow(KongRefusedError);

    expect(record).toEqual(['status', 'apply']);
  });

  it('stops when it is told to', async () => {
    const { record, options } = given();

    await expect(syncKongConfig({ ...options, signal: AbortSignal.abort() })).rejects.toThrow(/abort/);

    expect(record).toEqual([]);
  });
});

describe('keeping the routing table in Kong', () => {
  /** Looks until it has waited this often; what Kong has at each look is said by `routes`. */
  async function keep(looks: number, routes: (look: number) => string[] | KongUnavailableError) {
    const record: string[] = [];
    const stop = new AbortController();
    let look = 0;
    const client: SyncOptions['client'] = {
      status: async () => ({ database: { reachable: true } }),
      applyConfig: async () => void record.push('apply'),
      routes: async () => {
        const names = routes(look);
        if (names instanceof Error) throw names;
        const present = record.at(-1) === 'apply' ? ['cameras', 'import'] : names;
        return present.map((name) => ({ id: name, name }));
      },
    };
    const kept = keepKongConfig({
      client,
      config,
      intervalMs: 9,
      signal: stop.signal,
      onApplied: () => record.push('applied'),
      onTrouble: ({ message }) => record.push(message),
      wait: async () => {
        look += 1;
        record.push('wait');
        if (look === looks) stop.abort();
        stop.signal.throwIfAborted();
      },
    });
    await expect(kept).rejects.toThrow(/abort/);
    return record;
  }

  it('gives it at the start, even to a Kong that has one, and leaves it alone afterwards', async () => {
    const record = await keep(3, () => ['cameras', 'import']);

    expect(record).toEqual(['apply', 'applied', 'wait', 'wait', 'wait']);
  });

  it('gives it again to a Kong that was started again', async () => {
    const record = await keep(2, () => []);

    expect(record).toEqual(['apply', 'applied', 'wait', 'apply', 'applied', 'wait']);
  });

  it('goes on looking while Kong is away', async () => {
    const record = await keep(3, (look) => (look === 1 ? new KongUnavailableError('away') : []));

    expect(record).toEqual(['apply', 'applied', 'wait', 'away', 'wait', 'apply', 'applied', 'wait']);
  });
});
