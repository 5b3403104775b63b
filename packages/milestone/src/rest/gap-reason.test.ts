import { describe, expect, it } from 'vitest';
import { gapReason } from './gap-reason.ts';

describe('the reason of a gap', () => {
  it.each([
    'scheduled_maintenance',
    'Scheduled maintenance',
    'scheduledMaintenance',
    ' SCHEDULED-MAINTENANCE ',
  ])('is the same word for %j', (text) => {
    expect(gapReason(text)).toBe('scheduled_maintenance');
  });

  it('that nobody knows stays as it came', () => {
    expect(gapReason('Storage: quota reached')).toBe('Storage: quota reached');
  });

  it('is none when it says nothing', () => {
    expect(gapReason('  ')).toBeUndefined();
  });
});
