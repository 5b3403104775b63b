import { describe, expect, it } from 'vitest';
import { chaptersOf, toMetadata } from './chapters.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1) + seconds * 1000);
const piece = (from: number, to: number) => ({
  fileName: 'piece.ts',
  bytes: 1,
  codec: 'h264' as const,
  startTime: at(from),
  endTime: at(to),
});
const range = { startTime: at(10), endTime: at(100) };

describe('the chapters of a file', () => {
  it('are its stretches without a break; what only the first picture needs lies before the first', () => {
    const chapters = chaptersOf(range, [piece(8, 20), piece(20, 30.05), piece(50, 61), piece(61.5, 101)]);
    expect(chapters).toEqual([
      { startTime: at(10), endTime: at(30.05), fromMs: 0, toMs: 20_050 },
      { startTime: at(50), endTime: at(100), fromMs: 20_050, toMs: 70_550 },
    ]);
  });

  it('are told to FFmpeg so that no name can say anything else', () => {
    const text = toMetadata({
      title: 'Gate 4;\n[CHAPTER]\nSTART=#1\\',
      exportId: 'export',
      cameraId: 'camera',
      range,
      chapters: chaptersOf(range, [piece(10, 20)]),
      gaps: [],
    });
    const lines = text.split('\n');
    expect(lines.filter((line) => line === '[CHAPTER]')).toHaveLength(1);
    expect(text).toContain('title=Gate 4\\;\\\n[CHAPTER]\\\nSTART\\=\\#1\\\\\n');
    expect(lines.slice(-5, -1)).toEqual([
      'TIMEBASE=1/1000',
      'START=0',
      'END=10000',
      'title=2026-03-01T00:00:10.000Z – 2026-03-01T00:00:20.000Z',
    ]);
  });
});
