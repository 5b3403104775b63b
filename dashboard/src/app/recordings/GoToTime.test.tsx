import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import { chooseZone, setSiteZone } from '../../time/zone-choice.ts';
import { GoToTime } from './GoToTime.tsx';

const now = Date.parse('2026-11-01T12:00:00Z');

function given() {
  const onGo = vi.fn();
  const onClose = vi.fn();
  const view = renderApp(<GoToTime open onClose={onClose} onGo={onGo} />);
  const type = (value: string) =>
    fireEvent.change(screen.getByLabelText(/^Date and time/), { target: { value } });
  const go = () => view.user.click(screen.getByRole('button', { name: 'Go there' }));
  return { ...view, onGo, onClose, type, go };
}

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  setSiteZone('Europe/Berlin');
  chooseZone('site');
});

afterEach(() => {
  setSiteZone(undefined);
  chooseZone('mine');
});

describe('going to a date and a time', () => {
  it('goes there by the clocks of the page', async () => {
    const { type, go, onGo, onClose } = given();
    type('2026-10-20T08:30:15');
    await go();

    expect(onGo).toHaveBeenCalledExactlyOnceWith(Date.parse('2026-10-20T06:30:15Z'));
    expect(onClose).toHaveBeenCalled();
  });

  it('asks which one is meant of a time that comes twice', async () => {
    const { type, go, onGo, user } = given();
    type('2026-10-25T02:30:00');
    await user.click(await screen.findByRole('radio', { name: 'UTC+01:00' }));
    await go();

    expect(onGo).toHaveBeenCalledExactlyOnceWith(Date.parse('2026-10-25T01:30:00Z'));
  });

  it('takes no time that clocks skip', async () => {
    const { type, go, onGo } = given();
    type('2026-03-29T02:30:00');
    await go();

    expect(screen.getByText(/Clocks skip this time/)).toBeTruthy();
    expect(onGo).not.toHaveBeenCalled();
  });

  it('takes none that is still to come', async () => {
    const { type, go, onGo } = given();
    type('2026-11-02T00:00:00');
    await waitFor(() => expect(screen.getByText(/still to come/)).toBeTruthy());
    await go();

    expect(onGo).not.toHaveBeenCalled();
  });
});
