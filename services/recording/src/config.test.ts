import { describe, expect, it } from 'vitest';
import { RecordingConfig } from './config.ts';

const least = {
  DATABASE_URL: 'postgresql://localhost/playhead',
  AUTH_PUBLIC_KEY_FILE: '/keys/auth.pem',
  MILESTONE_BASE_URL: 'http://vms',
  MILESTONE_USERNAME: 'gateway',
  MILESTONE_PASSWORD: 'secret',
};

describe('who stops recordings', () => {
  it.each([
    ['rest', 'false'],
    ['rest', 'true'],
    ['xprotect', 'true'],
  ])(
    'may be left to a VMS that keeps durations: %s, RECORDING_AUTO_STOP=%s',
    (MILESTONE_API, RECORDING_AUTO_STOP) => {
      expect(RecordingConfig.safeParse({ ...least, MILESTONE_API, RECORDING_AUTO_STOP }).success).toBe(true);
    },
  );

  it('is never an XProtect: it keeps none', () => {
    const { error } = RecordingConfig.safeParse({
      ...least,
      MILESTONE_API: 'xprotect',
      RECORDING_AUTO_STOP: 'false',
    });

    expect(error?.issues).toMatchObject([{ path: ['RECORDING_AUTO_STOP'] }]);
  });
});
