interface Listed {
  /** Everything that a reload must not change: date, length and address. */
  lines: string;
  durationSeconds: number;
  /** Whether it does not run on from the one before. */
  breaks: boolean;
}

function parse(text: string) {
  const lines = text.split('\n');
  const numberIn = (tag: string) => Number(lines.find((line) => line.startsWith(`#${tag}:`))?.split(':')[1]);
  const segments: Listed[] = [];
  let discontinuities = 0;
  for (const [at, line] of lines.entries()) {
    if (line === '#EXT-X-DISCONTINUITY') discontinuities += 1;
    if (line === '' || line.startsWith('#')) continue;
    const durationSeconds = Number(/^#EXTINF:([\d.]+),$/.exec(lines[at - 1] ?? '')?.[1]);
    const breaks = lines[at - 3] === '#EXT-X-DISCONTINUITY';
    segments.push({ lines: lines.slice(at - 2, at + 1).join('\n'), durationSeconds, breaks });
  }
  return {
    lines,
    segments,
    discontinuities,
    target: numberIn('EXT-X-TARGETDURATION'),
    sequence: numberIn('EXT-X-MEDIA-SEQUENCE'),
    discontinuitySequence: numberIn('EXT-X-DISCONTINUITY-SEQUENCE'),
    ended: lines.includes('#EXT-X-ENDLIST'),
  };
}

/** Which rules of RFC 8216 a media playlist breaks, also against what it was when it was read before. */
export function brokenRules(text: string, before?: string): string[] {
  const now = parse(text);
  const rules: [string, boolean][] = [
    ['it begins with EXTM3U (4.3.1.1)', now.lines[0] === '#EXTM3U'],
    ['it has one target duration (4.3.3.1)', text.split('#EXT-X-TARGETDURATION:').length === 2],
    [
      'no segment is longer than the target, rounded (4.3.3.1)',
      now.segments.every(({ durationSeconds }) => Math.round(durationSeconds) <= now.target),
    ],
    [
      'each segment has its length (4.3.2.1)',
      now.segments.every(({ durationSeconds }) => durationSeconds > 0),
    ],
    ['nothing follows the end (4.3.3.4)', !now.ended || now.lines.slice(-2).join() === '#EXT-X-ENDLIST,'],
  ];
  if (before !== undefined) rules.push(...rulesOfReload(parse(before), now));
  return rules.filter(([, isKept]) => !isKept).map(([rule]) => rule);
}

/** RFC 8216 §6.2.1 and §6.2.2. */
function rulesOfReload(was: ReturnType<typeof parse>, is: ReturnType<typeof parse>): [string, boolean][] {
  const dropped = is.sequence - was.sequence;
  const kept = was.segments.slice(dropped);
  return [
    ['the target duration stays (6.2.1)', is.target === was.target],
    ['the media sequence never falls (6.2.2)', dropped >= 0],
    [
      'what drops segments lists three target durations (6.2.2)',
      dropped === 0 || lengthOf(is.segments) >= 3 * is.target,
    ],
    [
      'the discontinuity sequence counts what was dropped (4.3.3.3)',
      is.discontinuitySequence - was.discontinuitySequence ===
        was.segments.slice(0, dropped).filter(({ breaks }) => breaks).length,
    ],
    ['the discontinuity sequence never falls (6.2.2)', is.discontinuitySequence >= was.discontinuitySequence],
    ['no segment changes (6.2.1)', kept.every(({ lines }, index) => is.segments[index]?.lines === lines)],
    ['nothing comes after the end (6.2.1)', !was.ended || (is.ended && kept.length === is.segments.length)],
  ];
}

const lengthOf = (segments: readonly Listed[]) =>
  segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
