import { describe, expect, it } from 'vitest';
import { readCameraList, withCameraList } from './camera-list-address.ts';

const none = { status: undefined, recording: undefined, source: undefined };

describe('how the cameras are listed', () => {
  it.each([
    { search: 'gate 2 & yard', filters: none },
    { search: 'البوابة', filters: { ...none, status: 'OFFLINE' as const } },
    { search: '', filters: { status: undefined, recording: false, source: 'METRO' as const } },
    { search: '', filters: { ...none, recording: true } },
  ])('comes back from the address as it went in: %j', (listed) => {
    expect(readCameraList(new URL(withCameraList('/cameras', listed), 'http://x').search)).toEqual(listed);
  });

  it('leaves what an address says otherwise as it is written', () => {
    const page = '/cameras/1/recordings?t=2026-03-01T12:00:00Z&view=a/b';
    expect(withCameraList(`${page}#top`, { search: 'gate', filters: none })).toBe(
      `${page}&list.search=gate#top`,
    );
    expect(withCameraList(`${page}&list.search=gate&list.status=ERROR`, { search: '', filters: none })).toBe(
      page,
    );
  });

  it('says nothing where all are listed', () => {
    expect(withCameraList('/recordings?list.search=gate', { search: ' ', filters: none })).toBe(
      '/recordings',
    );
  });

  it('is all of them for an address with nonsense', () => {
    expect(readCameraList('?list.status=ON_FIRE&list.recording=maybe&list.source=9&search=page')).toEqual({
      search: '',
      filters: none,
    });
  });
});
