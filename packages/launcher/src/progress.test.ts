import { describe, expect, it } from 'vitest';
import { Progress } from './progress.ts';

function given(rewritable: boolean) {
  const clock = { ms: 0 };
  const written: string[] = [];
  const terminal = { rewritable, write: (text: string) => void written.push(text) };
  return { progress: new Progress(terminal, () => clock.ms), clock, shown: () => written.join('') };
}

describe('the progress of a start', () => {
  it('is one line a step, with its seconds', async () => {
    const { progress, clock, shown } = given(false);
    await progress.step('migrations', async () => {
      clock.ms += 1_240;
    });
    expect(shown()).toBe('✓ migrations (1.2 s)\n');
  });

  it('marks the step that failed, and passes its error on', async () => {
    const { progress, shown } = given(false);
    const failing = progress.step('ports', () => Promise.reject(new Error('taken')));
    await expect(failing).rejects.toThrow('taken');
    expect(shown()).toBe('✗ ports (0.0 s)\n');
  });

  it('keeps the step under way below other lines on a terminal', async () => {
    const { progress, shown } = given(true);
    await progress.step('programs', async () => progress.line('! vms: slow'));
    const rewritten = '\r\u001b[K';
    expect(shown()).toBe(`… programs${rewritten}! vms: slow\n… programs${rewritten}✓ programs (0.0 s)\n`);
  });
});
