import { describe, expect, it } from 'vitest';
import { withClient } from '../embedded/connect.ts';
import { createTestDatabase } from './test-database.ts';

describe('a test database', () => {
  it('has the migrated tables and no rows, and is gone after it is dropped', async () => {
    const database = await createTestDatabase();
    const cameras = await withClient(database.url, (client) => client.query('SELECT * FROM cameras'));
    expect(cameras.rows).toEqual([]);
    await database.drop();
    await expect(withClient(database.url, async () => undefined)).rejects.toMatchObject({ code: '3D000' });
  });
});
