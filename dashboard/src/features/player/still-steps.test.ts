import { waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { type Still, StillSteps } from './still-steps.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');

/** A camera of 25 pictures a second: the picture shown at a time began at a multiple of 40 ms. */
function given() {
  const asked: string[] = [];
  server.use(
    http.get(api('/cameras/c1/playback/frames'), ({ request }) => {
      const { searchParams } = new URL(request.url);
      const [time, step, count] = ['time', 'step', 'count'].map((name) => searchParams.get(name) ?? '');
      asked.push(`${step}×${count}`);
      const shown = Math.floor(Date.parse(time ?? '') / 40) * 40 + Number(step) * Number(count) * 40;
      return HttpResponse.arrayBuffer(new ArrayBuffer(4), {
        headers: { 'x-wall-clock': new Date(shown).toISOString() },
      });
    }),
  );
  const stills: Still[] = [];
  const onError = vi.fn();
  const steps = new StillSteps({ cameraId: 'c1', onStill: (still) => stills.push(still), onError });
  const times = () => stills.map(({ at }) => at - noon);
  return { steps, stills, times, asked, onError };
}

beforeEach(() => {
  vi.spyOn(URL, 'revokeObjectURL');
});

afterEach(() => vi.restoreAllMocks());

describe('stepping from picture to picture', () => {
  it('shows the next picture with its own time, though media times are rounded', async () => {
    const { steps, times } = given();
    steps.step(1, noon - 1);
    await waitFor(() => expect(times()).toEqual([40]));
  });

  it('goes back as well, from the picture that is shown', async () => {
    const { steps, times } = given();
    steps.step(-1, noon);
    await waitFor(() => expect(times()).toEqual([-40]));
    steps.step(-1, noon - 40);
    await waitFor(() => expect(times()).toEqual([-40, -80]));
  });

  it('takes steps together that are asked for while one is on its way', async () => {
    const { steps, times, asked } = given();
    for (let step = 0; step < 4; step += 1) steps.step(1, noon);
    await waitFor(() => expect(times()).toEqual([40, 160]));

    expect(asked).toEqual(['1×1', '1×3']);
  });

  it('shows nothing that comes after the video shows again, and keeps no picture', async () => {
    const { steps, stills } = given();
    steps.step(1, noon);
    await waitFor(() => expect(stills).toHaveLength(1));
    steps.step(1, noon + 40);
    steps.clear();
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(stills).toHaveLength(1);
    expect(URL.revokeObjectURL).toHaveBeenCalledExactlyOnceWith(stills[0]?.url);
  });

  it('says so when there is no such picture, and can step on', async () => {
    const { steps, times, onError } = given();
    server.use(
      http.get(api('/cameras/c1/playback/frames'), () => problemAnswer('footage-not-found'), { once: true }),
    );
    steps.step(1, noon);
    await waitFor(() => expect(onError).toHaveBeenCalledOnce());
    steps.step(1, noon);

    await waitFor(() => expect(times()).toEqual([40]));
  });
});
