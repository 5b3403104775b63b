/** What the specs ask of the API to set their scene. */
export interface ImportedCamera {
  id: string;
  name: string;
  nameAr: string;
  deviceId: string;
}

/** What the cameras with these numbers are called in Arabic once they are imported; the others have no such name. */
const arabicNames: Readonly<Record<number, string>> = {
  1: 'محطة الاتحاد - المدخل الرئيسي',
  2: 'محطة الاتحاد - الرصيف 1',
  3: 'محطة الاتحاد - الرصيف 2',
  4: 'محطة الاتحاد - صالة التذاكر',
  5: 'محطة برجمان - البوابة الشمالية',
  6: 'محطة برجمان - ممر التبديل',
  7: 'محطة برجمان - ردهة المصاعد',
};

async function request(
  baseUrl: string,
  path: string,
  init: { method?: string; token?: string; body?: unknown } = {},
) {
  const response = await fetch(new URL(path, baseUrl), {
    method: init.method ?? 'GET',
    headers: {
      'Content-Type': 'application/json',
      ...(init.token !== undefined && { Authorization: `Bearer ${init.token}` }),
    },
    ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
  });
  if (!response.ok)
    throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${await response.text()}`);
  return Object(await response.json());
}

/** An access token of one of the demo accounts. */
export async function tokenOf(baseUrl: string, username: 'investigator' | 'operator'): Promise<string> {
  const body = { username, password: 'playhead-demo' };
  return (await request(baseUrl, '/api/v1/auth/login', { method: 'POST', body })).accessToken;
}

/** A sequence of the last day that is at least so long; its ends in ms since 1970. */
export async function longFootage(baseUrl: string, cameraId: string, leastMs: number) {
  const token = await tokenOf(baseUrl, 'investigator');
  const now = Date.now();
  const range = new URLSearchParams({
    startTime: new Date(now - 86_400_000).toISOString(),
    endTime: new Date(now - 600_000).toISOString(),
  });
  const path = `/api/v1/cameras/${cameraId}/recordings/sequences?${range}`;
  const { sequences } = await request(baseUrl, path, { token });
  const found = sequences
    .map(({ startTime, endTime }: { startTime: string; endTime: string }) => ({
      start: Date.parse(startTime),
      end: Date.parse(endTime),
    }))
    .find(({ start, end }: { start: number; end: number }) => end - start >= leastMs);
  if (found === undefined) throw new Error(`No sequence of this camera is ${leastMs} ms long.`);
  return { start: Number(found.start), end: Number(found.end) };
}

/** A stretch of the last day that all these cameras recorded and that is at least so long; its ends in ms since 1970. */
export async function sharedFootage(baseUrl: string, cameraIds: string[], leastMs: number) {
  const token = await tokenOf(baseUrl, 'investigator');
  const now = Date.now();
  const [startTime, endTime] = [now - 86_400_000, now - 600_000].map((at) => new Date(at).toISOString());
  const body = { cameraIds, startTime, endTime };
  const { results } = await request(baseUrl, '/api/v1/recordings/query', { method: 'POST', token, body });
  type Stretch = { start: number; end: number };
  const all: Stretch[][] = results.map(
    ({ answer }: { answer: { sequences: { startTime: string; endTime: string }[] } }) =>
      answer.sequences.map((one) => ({ start: Date.parse(one.startTime), end: Date.parse(one.endTime) })),
  );
  const shared = all.reduce((before, stretches) =>
    before.flatMap((one) =>
      stretches
        .map(({ start, end }) => ({ start: Math.max(one.start, start), end: Math.min(one.end, end) }))
        .filter(({ start, end }) => end - start >= leastMs),
    ),
  );
  const [found] = shared;
  if (found === undefined) throw new Error(`No ${leastMs} ms were recorded by all of them.`);
  return found;
}

/** Has the list of VMS cameras read anew, and tells the status of the answer. */
export async function readDiscoveryAnew(baseUrl: string): Promise<number> {
  const headers = { Authorization: `Bearer ${await tokenOf(baseUrl, 'operator')}` };
  return (await fetch(new URL('/api/v1/milestone/cameras?refresh=true', baseUrl), { headers })).status;
}

/** Imports the VMS cameras with these numbers, unless they are imported already. */
export async function importCameras(baseUrl: string, numbers: number[]): Promise<ImportedCamera[]> {
  const token = await tokenOf(baseUrl, 'operator');
  const { cameras } = await request(baseUrl, '/api/v1/milestone/cameras?limit=200', { token });
  const imported: ImportedCamera[] = [];
  for (const number of numbers) {
    const name = `Camera ${String(number).padStart(2, '0')}`;
    const device = cameras.find((camera: { name: string }) => camera.name.startsWith(name));
    const nameAr = arabicNames[number];
    const id: string =
      device.cameraId ??
      (
        await request(baseUrl, '/api/v1/cameras/import', {
          method: 'POST',
          token,
          body: { milestoneDeviceId: device.id, ...(nameAr !== undefined && { nameAr }) },
        })
      ).id;
    imported.push({ id, name: device.name, nameAr: nameAr ?? device.name, deviceId: device.id });
  }
  return imported;
}

/** Stops the recording that runs on a camera. */
export async function stopRecording(baseUrl: string, cameraId: string): Promise<void> {
  const token = await tokenOf(baseUrl, 'operator');
  await request(baseUrl, `/api/v1/cameras/${cameraId}/recordings/stop`, { method: 'POST', token, body: {} });
}

/** Has a stretch of a camera's footage (ends in ms since 1970) made into a file. */
export async function startExport(
  baseUrl: string,
  cameraId: string,
  { start, end, reason }: { start: number; end: number; reason: string },
): Promise<void> {
  const token = await tokenOf(baseUrl, 'operator');
  const [startTime, endTime] = [start, end].map((at) => new Date(at).toISOString());
  const body = { startTime, endTime, reason };
  await request(baseUrl, `/api/v1/cameras/${cameraId}/exports`, { method: 'POST', token, body });
}
