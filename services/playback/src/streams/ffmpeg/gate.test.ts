import { once } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Gate } from './gate.ts';

describe('a gate', () => {
  it('holds its source back while it is shut, and loses nothing', async () => {
    const chunks = Array.from({ length: 200 }, (_, index) => Buffer.alloc(1024, index));
    const source = Readable.from(chunks, { objectMode: false });
    let isOpen = false;
    const gate = new Gate(() => isOpen);
    source.pipe(gate);
    await once(source, 'pause');
    expect(gate.readableLength).toBe(0);

    isOpen = true;
    gate.look();
    const passed: Buffer[] = await gate.toArray();

    expect(Buffer.concat(passed).equals(Buffer.concat(chunks))).toBe(true);
  });
});
