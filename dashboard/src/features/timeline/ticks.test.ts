import { afterEach, describe, expect, it } from 'vitest';
import { chooseDigits, chooseLanguage } from '../../i18n/language.ts';
import { labelled, ticksOf } from './ticks.ts';

const instants = (...isos: string[]) => isos.map((iso) => Date.parse(iso));
const labels = (zone: string, ...isos: string[]) =>
  labelled(instants(...isos), zone).map(({ label }) => label);

afterEach(async () => {
  chooseDigits('latn');
  await chooseLanguage('en');
});

describe('the labels of the ruler', () => {
  it('are times of the zone', () => {
    expect(labels('Asia/Riyadh', '2026-03-01T12:00:00Z', '2026-03-01T12:30:00Z')).toEqual(['15:00', '15:30']);
  });

  it('name the day where one begins', () => {
    expect(labels('Asia/Riyadh', '2026-03-01T18:00:00Z', '2026-03-01T21:00:00Z')).toEqual([
      '21:00',
      'Mon 2 Mar',
    ]);
  });

  it('name the day in whatever digits and language', async () => {
    await chooseLanguage('ar');
    chooseDigits('arab');
    const [evening, midnight] = labelled(
      instants('2026-03-01T18:00:00Z', '2026-03-01T21:00:00Z'),
      'Asia/Riyadh',
    );

    expect(evening).toMatchObject({ label: '٢١:٠٠', major: false });
    expect(midnight).toMatchObject({ label: expect.stringContaining('مارس'), major: true });
  });

  it('have seconds when the steps do', () => {
    expect(labels('UTC', '2026-03-01T12:00:00Z', '2026-03-01T12:00:15Z')).toEqual(['12:00:00', '12:00:15']);
  });

  it('tell the two passes of a repeated hour apart', () => {
    expect(
      labels('Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00Z'),
    ).toEqual(['02:30 +02:00', '02:30 +01:00', '03:30']);
  });

  it('tell which pass it is also where the other one is out of sight', () => {
    expect(labels('Europe/Berlin', '2026-10-25T00:15:00Z', '2026-10-25T00:30:00Z')).toEqual([
      '02:15 +02:00',
      '02:30 +02:00',
    ]);
  });

  it('tell them apart where one of them is UTC', () => {
    expect(labels('Europe/London', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z')).toEqual([
      '01:30 +01:00',
      '01:30 +00:00',
    ]);
  });

  it('leave each other room', () => {
    const view = { from: Date.parse('2026-03-01T00:00:00Z'), to: Date.parse('2026-03-01T06:00:00Z') };

    const [first, second] = ticksOf(view, 1000, 'UTC');
    const px = (((second?.at ?? 0) - (first?.at ?? 0)) / (view.to - view.from)) * 1000;

    expect(px).toBeGreaterThanOrEqual(80);
    expect(px).toBeLessThan(250);
  });
});
