import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { chooseDigits, chooseLanguage } from '../../i18n/language.ts';
import { aCamera, aPerson } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render.tsx';
import { CameraDetails } from './CameraDetails.tsx';

const draw = () => {
  const camera = aCamera(1, { location: { latitude: 25.2, longitude: 55.27083 } });
  const { role } = aPerson('operator');
  renderApp(<CameraDetails camera={camera} role={role} onDeleted={() => undefined} />);
};

describe('the position of a camera', () => {
  it('is as exact as it is known, latitude first', () => {
    draw();
    expect(screen.getByText('25.2, 55.27083')).toBeTruthy();
  });

  it('is written in the digits that were chosen', async () => {
    await chooseLanguage('ar');
    chooseDigits('arab');
    draw();
    expect(screen.getByText('٢٥٫٢, ٥٥٫٢٧٠٨٣').dir).toBe('ltr');
  });
});
