import { describe, expect, it } from 'vitest';
import { brokenRules } from './playlist-rules.ts';

const playlist = (segments: string[], sequence = 0, target = 2) =>
  `${[
    '#EXTM3U',
    `#EXT-X-TARGETDURATION:${target}`,
    `#EXT-X-MEDIA-SEQUENCE:${sequence}`,
    '#EXT-X-DISCONTINUITY-SEQUENCE:0',
    ...segments,
  ].join('\n')}\n`;
const segment = (name: string, seconds = 1) =>
  `#EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:00.000Z\n#EXTINF:${seconds},\n${name}.ts`;

describe('the rules of playlists', () => {
  it('are kept by one that grows and lets its beginning go', () => {
    const before = playlist([segment('a', 2), segment('b', 2), segment('c', 2)]);
    const after = playlist([segment('b', 2), segment('c', 2), segment('d', 2)], 1);
    expect(brokenRules(after, before)).toEqual([]);
  });

  it.each([
    ['a segment that is too long', playlist([segment('a', 3)]), undefined],
    ['a segment that changes', playlist([segment('x')]), playlist([segment('a')])],
    ['a target that changes', playlist([segment('a')], 0, 3), playlist([segment('a')])],
    ['a sequence that falls', playlist([segment('a')], 0), playlist([segment('a')], 1)],
    [
      'less than three targets once something was dropped',
      playlist([segment('b')], 1),
      playlist([segment('a')]),
    ],
    [
      'a break that was dropped and is not counted',
      playlist([segment('c', 2), segment('d', 2), segment('e', 2)], 2),
      playlist([segment('a'), `#EXT-X-DISCONTINUITY\n${segment('b')}`, segment('c', 2)]),
    ],
    ['more after the end', playlist([segment('a'), '#EXT-X-ENDLIST', segment('b')]), undefined],
  ])('are broken by %s', (_, text, before) => {
    expect(brokenRules(text, before)).not.toEqual([]);
  });
});
