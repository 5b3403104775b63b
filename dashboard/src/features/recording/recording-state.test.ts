import { describe, expect, it } from 'vitest';
import { aRecording, notRecording, recordingNow } from '../../testing/fixtures.ts';
import { recordingState, running, spokenMinutes, timeLeft } from './recording-state.ts';

const now = Date.parse('2026-03-01T12:05:00Z');

describe('the end of a recording', () => {
  it('comes from the seconds that remain, whatever the clocks say', () => {
    expect(running(aRecording({ remainingSeconds: 600 }), now).endsAt).toBe(now + 600_000);
  });

  it('does not jitter with the whole seconds that the server counts', () => {
    const before = running(aRecording({ remainingSeconds: 600 }), now);
    const after = running(aRecording({ remainingSeconds: 599 }), now + 400, before);

    expect(after.endsAt).toBe(before.endsAt);
  });

  it('moves when the recording is really extended or cut', () => {
    const before = running(aRecording({ remainingSeconds: 600 }), now);

    expect(running(aRecording({ remainingSeconds: 900 }), now, before).endsAt).toBe(now + 900_000);
  });

  it('leaves no more than was asked for, though the clock on the page is read a moment late', () => {
    const recording = running(aRecording({ durationSeconds: 900, remainingSeconds: 900 }), now);

    expect(timeLeft(recording, now - 700)).toBe(900_000);
    expect(timeLeft(recording, now + 1_000)).toBe(899_000);
  });

  it('belongs to one recording and not to the next', () => {
    const before = running(aRecording({ remainingSeconds: 600 }), now);
    const other = aRecording({ recordingId: '00000000-0000-4000-8000-000000000777', remainingSeconds: 599 });

    expect(running(other, now, before).endsAt).toBe(now + 599_000);
  });

  it('is kept over a refetch of the status', () => {
    const before = recordingState(recordingNow({ remainingSeconds: 600 }), now);
    const after = recordingState(recordingNow({ remainingSeconds: 601 }), now, before);

    expect(after).toEqual(recordingState(recordingNow({ remainingSeconds: 601 }), now, before));
    expect(after.isRecording && after.recording.endsAt).toBe(now + 600_000);
    expect(recordingState(notRecording, now, after)).toEqual(notRecording);
  });
});

describe('speaking of the time left', () => {
  it('is rare', () => {
    expect(spokenMinutes(5 * 60_000)).toBe(5);
    expect(spokenMinutes(45_000)).toBe(1);
    expect(spokenMinutes(7 * 60_000)).toBeUndefined();
    expect(spokenMinutes(-1)).toBeUndefined();
  });
});
