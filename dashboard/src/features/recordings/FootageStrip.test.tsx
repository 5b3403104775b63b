import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../i18n/language.ts';
import { aCamera } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { givenWorld } from '../../testing/world.ts';
import { FootageStrip } from './FootageStrip.tsx';

describe('the strip of the last day', () => {
  it('has its hours from left to right in Arabic too, and its sentence in the direction of the page', async () => {
    await chooseLanguage('ar');
    const [from, to] = [Date.now() - 12 * 3_600_000, Date.now()];
    givenWorld({ sequences: [[new Date(from).toISOString(), new Date(to).toISOString()]] });
    renderApp(<FootageStrip cameraId={aCamera(1).id} />);
    const note = (await screen.findByText(/سُجّل/, { selector: 'p' })).closest('[dir]');
    const hours = screen.getAllByText(/:00$/, { selector: 'span' });

    expect(note?.getAttribute('dir')).toBe('rtl'); // that of the whole page
    expect(hours[0]?.closest('[dir]')?.getAttribute('dir')).toBe('ltr');
  });
});
