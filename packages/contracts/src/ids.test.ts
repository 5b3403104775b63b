import { describe, expect, it } from 'vitest';
import { CameraId } from './ids.ts';

describe('an id', () => {
  it('is the same however it is written', () => {
    expect(CameraId.parse('6F9619FF-8B86-4D01-B42D-00CF4FC964FF')).toBe(
      '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    );
  });

  it('that is none is refused in words that say what one looks like', () => {
    const [issue] = CameraId.safeParse('gate-1').error?.issues ?? [];

    expect(issue?.message).toMatch(/^The id of a camera is a GUID, such as [\da-f-]{36}\.$/);
  });
});
