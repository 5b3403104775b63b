import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { Thumbnail } from './Thumbnail.tsx';

const CAMERA = '00000000-0000-4000-8000-000000000001';
const noon = Date.parse('2026-03-01T12:00:00Z');

describe('the small picture of a moment', () => {
  it('is the one that stands for all moments near by at this zoom', async () => {
    const asked: URL[] = [];
    server.use(
      http.get(api('/cameras/:id/playback/thumbnails/:time'), ({ request }) => {
        asked.push(new URL(request.url));
        return HttpResponse.arrayBuffer(new ArrayBuffer(4));
      }),
    );
    renderApp(<Thumbnail cameraId={CAMERA} at={noon + 700} msPerPx={100} />);
    const image = await screen.findByTestId('timeline-thumbnail');

    expect(image.getAttribute('src')).toMatch(/^blob:/);
    expect(image.getAttribute('alt')).toBe('');
    const [{ pathname, searchParams } = new URL('about:blank')] = asked;
    const time = Date.parse(decodeURIComponent(pathname.split('/').at(-1) ?? ''));
    const interval = Number(searchParams.get('interval')) * 1000;
    expect(time % interval).toBe(0);
    expect(noon + 700 - time).toBeLessThan(interval);
  });

  it('is left out where none can be had', async () => {
    let answers = 0;
    server.use(
      http.get(api('/cameras/:id/playback/thumbnails/:time'), () => {
        answers += 1;
        return problemAnswer('vms-unavailable');
      }),
    );
    const { queries } = renderApp(<Thumbnail cameraId={CAMERA} at={noon} msPerPx={100} />);
    await waitFor(() => expect(answers).toBe(1));
    await waitFor(() => expect(queries.isFetching()).toBe(0));

    expect(screen.queryByTestId('timeline-thumbnail')).toBeNull();
  });
});
