import { describe, expect, it } from 'vitest';
import { SpeedLimits } from './speed-limits.ts';

describe('the speeds that an installation allows', () => {
  const limits = new SpeedLimits({ PLAYBACK_MIN_SPEED: -2, PLAYBACK_MAX_SPEED: 4 });

  it.each([-2, -1, 0.25, 1, 4])('are all between its limits: %d', (speed) => {
    expect(() => limits.require(speed)).not.toThrow();
  });

  it.each([-8, -4, 8])('are listed to whoever asks for another: %d', (speed) => {
    expect(() => limits.require(speed)).toThrow(/-2, -1, 0.25, 0.5, 1, 2, 4/);
  });

  it('say nothing where no speed is asked for', () => {
    expect(() => limits.require(undefined)).not.toThrow();
  });
});
