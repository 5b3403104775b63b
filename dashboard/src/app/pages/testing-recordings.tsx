import type { Role } from '@playhead/contracts';
import { fireEvent, screen } from '@testing-library/react';
import { vi } from 'vitest';
import { keepSpeed, tellPlayer } from '../../features/player/player.store.ts';
import { openedMoments } from '../../features/player/testing/fake-hls-source.ts';
import { aCamera, aPerson } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { givenWorld } from '../../testing/world.ts';
import { Pages } from '../Pages.tsx';

export const camera = aCamera(1, { nameAr: 'البوابة 1' });
export const iso = (clock: string) => `2026-03-01T${clock}Z`;
export const at = (clock: string) => Date.parse(iso(clock));

/** At noon, with nothing opened. */
export function beginAtNoon() {
  vi.useFakeTimers({ now: at('12:00:00'), toFake: ['Date'] });
  openedMoments.length = 0;
}

export function closePlayer() {
  tellPlayer({ type: 'closed' });
  keepSpeed(1);
}

/** The recordings of a camera that recorded from six to nine and from ten until a minute ago. */
export async function givenRecordings({ search = '', role = 'investigator' as Role } = {}) {
  givenWorld({
    cameras: [camera],
    sequences: [
      [iso('06:00:00'), iso('09:00:00')],
      [iso('10:00:00'), iso('11:59:00')],
    ],
    gaps: [[iso('09:00:00'), iso('10:00:00')]],
  });
  history.replaceState(null, '', `/cameras/${camera.id}/recordings${search}`);
  const view = renderApp(<Pages me={aPerson(role)} />);
  await screen.findAllByTestId('timeline-sequence');
  const axis = screen.getByTestId('timeline-axis');
  axis.setPointerCapture = () => undefined;
  const clickAt = (time: number) => {
    const [from, to] = [axis.dataset.start, axis.dataset.end].map((end) => Date.parse(end ?? ''));
    const clientX = ((time - (from ?? 0)) / ((to ?? 0) - (from ?? 0))) * 1000;
    fireEvent.pointerDown(axis, { clientX, clientY: 50, button: 0, pointerId: 1 });
    fireEvent.pointerUp(axis, { clientX, clientY: 50, button: 0, pointerId: 1 });
  };
  return { ...view, clickAt };
}

export const slider = () => screen.getByRole('slider', { name: 'Timeline' });
