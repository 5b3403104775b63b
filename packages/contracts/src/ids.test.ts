import { describe, expect, it } from 'vitest';
import { CameraId } from './ids.ts';

describe('an id', () => {
  it('that is none is refused in words that say what one looks like', () => {
    const [issue] = CameraId.safeParse('gate-1').error?.issues ?? [];

    expect(issue?.message).toMatch(/^The id of a camera is a GUID, such as [\da-f-]{36}\.$/);
  });
});
