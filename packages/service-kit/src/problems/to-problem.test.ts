import { NotFoundException } from '@nestjs/common';
import {
  AbortedError,
  ConflictError,
  CredentialsRefusedError,
  NotFoundError,
  ProtocolError,
  RefusedError,
  UnavailableError,
} from '@playhead/milestone';
import { describe, expect, it } from 'vitest';
import { DomainError } from './domain-error.ts';
import { toDomainError, toProblem } from './to-problem.ts';

describe('a problem', () => {
  it('has a stable type, says what to do, and repeats its title as the plan names it', () => {
    const error = new DomainError('camera-already-recording', {
      detail: 'Wait for it to end.',
      members: { currentRecording: { recordingId: 'r' } },
    });

    expect(toProblem(error, 'abc')).toEqual({
      type: 'urn:playhead:problem:camera-already-recording',
      code: 'camera-already-recording',
      title: 'Camera is already recording',
      error: 'Camera is already recording',
      status: 409,
      detail: 'Wait for it to end.',
      instance: 'urn:playhead:request:abc',
      currentRecording: { recordingId: 'r' },
    });
  });

  it('tells nothing of an error that nobody foresaw', () => {
    const error = toDomainError(new Error('password=hunter2 at /srv/secret.ts'));

    expect(error).toMatchObject({ code: 'internal', status: 500 });
    expect(JSON.stringify(toProblem(error, 'abc'))).not.toMatch(/hunter2|secret/);
  });

  it('knows the answers that the framework gives by itself', () => {
    expect(toDomainError(new NotFoundException())).toMatchObject({
      code: 'not-found',
      status: 404,
      message: expect.stringMatching(/openapi/),
    });
  });

  it.each([
    [new UnavailableError('down'), 'vms-unavailable', 503],
    [new CredentialsRefusedError('no'), 'vms-credentials-refused', 502],
    [new NotFoundError('camera', 'none'), 'device-not-found', 404],
    [new NotFoundError('footage', 'none'), 'footage-not-found', 404],
    [new NotFoundError('recording', 'none'), 'recording-not-active', 404],
    [new RefusedError(403, 'no right'), 'vms-refused', 502],
    [new ProtocolError('no JSON'), 'vms-refused', 502],
    [new AbortedError('given up'), 'service-unavailable', 503],
    [new ConflictError('busy'), 'vms-refused', 502],
  ])('of the VMS is never a 500: %s', (error, code, status) => {
    expect(toDomainError(error)).toMatchObject({ code, status });
    expect(toDomainError(error).message).toMatch(
      /Try again|[Hh]ave (an administrator|the cameras)|Choose|stop it|Look at/,
    );
  });

  it('of a VMS that is down says when to come back', () => {
    expect(toDomainError(new UnavailableError('down')).retryAfterSeconds).toBe(10);
    expect(toDomainError(new UnavailableError('down', { retryAfterSeconds: 3 })).retryAfterSeconds).toBe(3);
  });
});
