import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as contracts from './index.ts';
import { validate } from './validation.ts';

const faultsOf = (schema: z.ZodType, input: unknown, at: string[] = []) => {
  const result = validate(schema, input, at);
  return result.ok ? [] : result.faults;
};

const id = '6f1c2d34-5a6b-4c7d-8e9f-0a1b2c3d4e5f';
const giveId = 'The id of a camera is a GUID, such as 6f9619ff-8b86-4d01-b42d-00cf4fc964ff.';
const giveInstant = 'Give an ISO 8601 instant such as 2026-03-01T12:00:00Z.';
const giveDuration = 'duration must be a whole number of seconds, 1 to 7200.';
const { ImportCameraRequest, Paging, StartRecordingRequest, StreamQuery, TimeRange, UpdateUserRequest } =
  contracts;
const { MilestoneCameraQuery, StartSeveralRequest, UserCameras, TimelineQuery } = contracts;

describe('a fault', () => {
  it.each<[z.ZodType, unknown, string, string]>([
    [Paging, { limit: 'ten' }, '#/limit', 'Give a whole number from 1 to 1000.'],
    [Paging, { limit: '0' }, '#/limit', 'Give a whole number from 1 to 1000.'],
    [Paging, { limit: '2.5' }, '#/limit', 'Give a whole number from 1 to 1000.'],
    [Paging, { limit: '1001' }, '#/limit', 'Give a whole number from 1 to 1000.'],
    [Paging, { offset: '-1' }, '#/offset', 'Give a whole number of at least 0.'],
    [MilestoneCameraQuery, { recording: 'yes' }, '#/recording', 'Give true or false.'],
    [MilestoneCameraQuery, { search: ['a', 'b'] }, '#/search', 'Give a text of 0 to 200 characters.'],
    [ImportCameraRequest, undefined, '#', 'It is missing. Give an object.'],
    [ImportCameraRequest, 'camera', '#', 'Give an object.'],
    [ImportCameraRequest, {}, '#/milestoneDeviceId', 'Give a text of 1 to 255 characters.'],
    [
      ImportCameraRequest,
      { milestoneDeviceId: 'd', source: 'MARS' },
      '#/source',
      'Give one of DUBAI_POLICE, METRO, BUS, OTHER.',
    ],
    [
      ImportCameraRequest,
      { milestoneDeviceId: 'd', location: { latitude: 91, longitude: 0 } },
      '#/location/latitude',
      'Give a number from -90 to 90.',
    ],
    [StartRecordingRequest, { duration: 0 }, '#/duration', giveDuration],
    [StartRecordingRequest, { duration: -1 }, '#/duration', giveDuration],
    [StartRecordingRequest, { duration: 7201 }, '#/duration', giveDuration],
    [StartRecordingRequest, { duration: 'abc' }, '#/duration', giveDuration],
    [StartRecordingRequest, { duration: 1.5 }, '#/duration', giveDuration],
    [StartSeveralRequest, { cameraIds: [] }, '#/cameraIds', 'Give at least 1 entry.'],
    [StartSeveralRequest, { cameraIds: [id, 'gate'] }, '#/cameraIds/1', giveId],
    [StartSeveralRequest, { cameraIds: [id, id] }, '#/cameraIds', 'Name each camera once.'],
    [StreamQuery, { time: 'yesterday' }, '#/time', giveInstant],
    [TimeRange, { endTime: '2026-03-01T12:00:00Z' }, '#/startTime', giveInstant],
    [
      TimeRange,
      { startTime: '2026-03-01T12:00:00Z', endTime: '2026-03-01T12:00:00Z' },
      '#/endTime',
      'endTime must be later than startTime.',
    ],
    [
      TimelineQuery,
      { startTime: '2026-03-01T12:00:00Z', endTime: '2026-03-02T12:00:00Z', resolution: 'week' },
      '#/resolution',
      'Give one of minute, hour, day.',
    ],
    [UpdateUserRequest, {}, '#', 'Give at least one of displayName, role, allCameras and password.'],
    [
      UpdateUserRequest,
      { role: 'viewer', 'a/b~c': 1 },
      '#/a~1b~0c',
      'There is no such field here. Leave it out.',
    ],
    [UserCameras, { cameraIds: 'all' }, '#/cameraIds', 'Give a list.'],
  ])('of %# is told where it is, with what is accepted there', (schema, input, pointer, detail) => {
    expect(faultsOf(schema, input)).toContainEqual({ pointer, detail });
  });

  it('in a path parameter stands under its name', () => {
    expect(faultsOf(contracts.CameraId, 'gate', ['cameraId'])).toEqual([
      { pointer: '#/cameraId', detail: giveId },
    ]);
  });

  const requests = Object.entries(contracts).flatMap(([name, schema]) =>
    /(Request|Query|Id|TimeRange|Paging)$/.test(name) && schema instanceof z.ZodType
      ? [{ name, schema }]
      : [],
  );
  const wrong = [undefined, null, '', 'x'.repeat(2_000), -1e9, 1e9, 0.5, true, {}, []];

  it.each(requests)('in $name is never told in words that say nothing of what is accepted', ({ schema }) => {
    const fields = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
    const inputs = [...wrong, ...fields.flatMap((field) => wrong.map((value) => ({ [field]: value })))];
    const details = inputs.flatMap((input) => faultsOf(schema, input)).map(({ detail }) => detail);

    expect(details.length).toBeGreaterThan(0);
    expect(details.filter((detail) => /^(Invalid|Too |Expected|Unrecognized)/.test(detail))).toEqual([]);
  });
});

describe('a text that can not be stored', () => {
  const Anything = z.unknown();

  it.each([
    ['gate\0', '#'],
    [{ name: 'gate\0' }, '#/name'],
    [{ name: '\uD83D' }, '#/name'],
    [{ list: [{ name: 'good' }, { name: 'bad\0' }] }, '#/list/1/name'],
    [{ outer: { 'key\0': 1 } }, '#/outer'],
  ])('is refused wherever it stands: %j', (input, pointer) => {
    expect(faultsOf(Anything, input)).toEqual([
      { pointer, detail: expect.stringContaining('Leave out the character U+0000') },
    ]);
  });

  it.each(['', 'gate', 'بوابة ٢', '📷', 'line\nbreak'])('is not %j', (input) => {
    expect(faultsOf(Anything, { input })).toEqual([]);
  });

  it('is found however deep the input is', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}`);

    expect(faultsOf(Anything, deep)).toHaveLength(1);
    expect(faultsOf(Anything, Array(100_000).fill('\0'))).toHaveLength(10);
  });
});
