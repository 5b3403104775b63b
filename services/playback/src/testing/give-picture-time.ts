import { afterEach, beforeEach, vi } from 'vitest';
import { Pace } from '../streams/mjpeg/pace.ts';

/** Has every picture of motion JPEG shown, however late: a busy machine is no slow viewer. */
export function givePictureTime(): void {
  const { waitOf } = Pace.prototype;
  beforeEach(() => {
    vi.spyOn(Pace.prototype, 'waitOf').mockImplementation(function (this: Pace, ...times) {
      return waitOf.apply(this, times) ?? 0;
    });
  });
  afterEach(() => {
    vi.mocked(Pace.prototype.waitOf).mockRestore();
  });
}
