import { CameraId, UserCameras } from '@playhead/contracts';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../problems/domain-error.ts';
import { ValidationPipe } from './validation.pipe.ts';

const pipe = new ValidationPipe();

function refusal(...[input, metadata]: Parameters<ValidationPipe['transform']>): DomainError {
  try {
    pipe.transform(input, metadata);
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error('The input was accepted.');
}

describe('an input', () => {
  it('that does not fit is refused with each fault, and with all of them in one sentence', () => {
    const error = refusal('gate', { type: 'param', data: 'cameraId', schema: CameraId });

    expect(error).toMatchObject({ code: 'request-invalid', status: 400 });
    expect(error.message).toMatch(/^cameraId: The id of a camera is a GUID/);
    expect(error.members).toEqual({
      errors: [{ pointer: '#/cameraId', detail: expect.stringMatching(/^The id of a camera/) }],
    });
  });

  it('with thousands of faults is told a few of them and how many more there are', () => {
    const error = refusal({ cameraIds: Array(5_000).fill('gate') }, { type: 'body', schema: UserCameras });

    expect(error.members.errors).toHaveLength(20);
    expect(error.message).toMatch(/And 4980 more faults\.$/);
  });

  it('that no schema describes must be a text that can be stored all the same', () => {
    expect(refusal('a\0', { type: 'query', data: 'q' }).members.errors).toMatchObject([{ pointer: '#/q' }]);
    expect(pipe.transform('a', { type: 'query', data: 'q' })).toBe('a');
  });
});
