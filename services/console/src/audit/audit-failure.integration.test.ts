import { AuditRepository, DomainError } from '@playhead/service-kit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleWorld, createConsoleWorld } from '../testing/console-world.ts';

let world: ConsoleWorld;

beforeAll(async () => {
  world = await createConsoleWorld();
});

afterAll(() => world?.close());

const by = { username: 'omar' };

describe('when the audit trail can not be written', () => {
  it('what was done stays done and is answered, and a refusal stays the refusal it was', async () => {
    const audit = (await world.start()).app.get(AuditRepository);
    await sql`ALTER TABLE audit_entries RENAME TO audit_entries_away`.execute(world.rows);

    expect(await audit.around({ action: 'recording.start', by }, async () => 'started')).toBe('started');
    const refused = audit.around({ action: 'recording.start', by }, async () => {
      throw new DomainError('camera-already-recording', { detail: 'It records already.' });
    });
    await expect(refused).rejects.toMatchObject({ code: 'camera-already-recording' });
  });
});
