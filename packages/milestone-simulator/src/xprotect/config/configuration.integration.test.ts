import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readScenario } from '../../scenario/read-scenario.ts';
import { givenXProtect } from '../../testing/xprotect-site.ts';

const Camera = z.object({
  DeviceId: z.string(),
  HardwareId: z.string(),
  Name: z.string(),
  PtzSettings: z.object({ PtzEnabled: z.boolean() }),
  StopManualRecordingSeconds: z.number(),
  CameraSecurity: z.record(z.string(), z.boolean()),
});
const Recorder = z.object({
  RecorderId: z.string(),
  Name: z.string(),
  WebServerUri: z.string(),
  Cameras: z.object({ CameraInfo: z.array(Camera) }),
});
const Recorders = z.object({ RecorderInfo: z.array(Recorder) });
const Configuration = z.object({ ServerName: z.string(), Recorders });

const odd = join(import.meta.dirname, '..', '..', '..', 'examples', 'odd-cameras.yaml');

describe('the configuration over SOAP', () => {
  it('lists recorders with their enabled cameras that the account may see, as REST does', async () => {
    const site = await givenXProtect({}, { scenario: await readScenario(odd) });
    const token = await site.login();

    const { ServerName, Recorders: found } = Configuration.parse(
      await site.management('GetConfiguration', { token }),
    );

    const cameras = found.RecorderInfo.flatMap((recorder) => recorder.Cameras.CameraInfo);
    const rest = await site.list('/cameras');
    expect(ServerName).toBe('Harbour');
    expect(found.RecorderInfo.map(({ Name }) => Name)).toEqual(['Quay', 'Yard']);
    expect(found.RecorderInfo.map(({ WebServerUri }) => WebServerUri)).toEqual([1, 2].map(site.webServerUri));
    expect(cameras.map(({ DeviceId }) => DeviceId).toSorted()).toEqual(rest.map(({ id }) => id).toSorted());
    expect(cameras.map(({ Name }) => Name)).not.toContain("Director's office");
    const turntable = cameras.find(({ Name }) => Name === 'Turntable');
    expect(turntable?.PtzSettings.PtzEnabled).toBe(true);
  });

  it('tells rights, and after how long a camera ends a manual recording', async () => {
    const { simulator, management, login, camera } = await givenXProtect();
    simulator.limitManualRecording(camera(1), 15);
    simulator.limitManualRecording(camera(2), undefined);

    const { Recorders: found } = Configuration.parse(
      await management('GetConfiguration', { token: await login() }),
    );

    const limits = [camera(1), camera(2), camera(4)].map((id) => {
      const [first] = found.RecorderInfo;
      return first?.Cameras.CameraInfo.find(({ DeviceId }) => DeviceId === id);
    });
    expect(limits.map((one) => one?.StopManualRecordingSeconds)).toEqual([900, 0, 300]);
    expect(limits[0]?.CameraSecurity).toMatchObject({ StartRecording: true, Browse: true, Live: true });
  });

  it('is also had by recorder and by hardware', async () => {
    const { management, login, list, data, camera } = await givenXProtect();
    const token = await login();
    const [, second] = (await list('/recordingServers')).map(({ id }) => String(id));

    const one = Recorder.parse(await management('QueryRecorderInfo', { token, recorderId: second }));
    const some = Recorders.parse(
      await management('GetConfigurationRecorders', { token, recorderIds: { guid: [second] } }),
    );
    expect(some.RecorderInfo).toEqual([one]);
    const [first] = one.Cameras.CameraInfo;
    expect(first?.DeviceId).toBe(camera(3));

    const hardwareIds = { guid: [first?.HardwareId.toUpperCase()] };
    const { name } = await data(`/hardware/${first?.HardwareId}`);
    await expect(management('GetConfigurationHardware', { token, hardwareIds })).resolves.toEqual({
      HardwareInfo: [{ HardwareId: first?.HardwareId, Name: name, RecorderId: second }],
    });
  });

  it('is refused with a session token that is not in force, and for a recorder that there is none of', async () => {
    const { management, login, clock } = await givenXProtect({ vmsTokenLifetimeSeconds: 60 });
    const token = await login();
    const recorderId = '6f0a1f0e-0000-4000-8000-000000000001';
    await expect(management('QueryRecorderInfo', { token, recorderId })).rejects.toThrow('is unknown');
    clock.advance(60);
    await expect(management('GetConfiguration', { token })).rejects.toThrow('Security token invalid');
  });
});
