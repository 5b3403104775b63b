import { expect, it } from 'vitest';
import { attachment, fileNameOf } from './file-name.ts';

const range = {
  startTime: new Date('2026-03-01T10:00:00.500Z'),
  endTime: new Date('2026-03-01T10:05:00.000Z'),
};

it('the name of a file is that of its camera and its range, and nowhere a path', () => {
  expect(fileNameOf({ cameraName: '../Gate: "4"', ...range })).toBe(
    '.._Gate_ _4_ 2026-03-01T10-00-00Z 2026-03-01T10-05-00Z.mp4',
  );
});

it('names in any script reach the browser, and none ends the header', () => {
  expect(attachment('بوابة 4\'"\r\n.mp4')).toBe(
    "attachment; filename=\"_____ 4'___.mp4\"; filename*=UTF-8''%D8%A8%D9%88%D8%A7%D8%A8%D8%A9%204%27%22%0D%0A.mp4",
  );
});
