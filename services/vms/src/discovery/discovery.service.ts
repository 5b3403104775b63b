import { Injectable } from '@nestjs/common';
import { MilestoneCamera, type MilestoneCameraList, type MilestoneCameraQuery } from '@playhead/contracts';
import type { VmsCamera } from '@playhead/milestone';
import { CamerasRepository } from '../cameras/cameras.repository.ts';
import { CameraDirectory } from './camera-directory.ts';

@Injectable()
export class DiscoveryService {
  constructor(
    private readonly directory: CameraDirectory,
    private readonly cameras: CamerasRepository,
  ) {}

  /** @throws MilestoneError */
  async list(query: MilestoneCameraQuery): Promise<MilestoneCameraList> {
    const [devices, imported] = await Promise.all([this.directory.all(), this.cameras.importedDevices()]);
    const matching = devices
      .map((device) => toMilestoneCamera(device, imported.get(device.deviceId)))
      .filter((camera) => matches(camera, query))
      .sort((a, b) => byName.compare(a.name, b.name));
    return {
      cameras: matching.slice(query.offset, query.offset + query.limit),
      total: matching.length,
      imported: imported.size,
    };
  }
}

const byName = new Intl.Collator('en', { numeric: true });

function matches(
  camera: MilestoneCamera,
  { recording, ptz, imported, search }: MilestoneCameraQuery,
): boolean {
  return (
    (recording === undefined || camera.recording === recording) &&
    (ptz === undefined || camera.ptzEnabled === ptz) &&
    (imported === undefined || camera.imported === imported) &&
    (search === undefined || camera.name.toLowerCase().includes(search.toLowerCase()))
  );
}

const toMilestoneCamera = (device: VmsCamera, cameraId: string | undefined): MilestoneCamera =>
  MilestoneCamera.parse({
    id: device.deviceId,
    name: device.name,
    enabled: device.enabled,
    recording: device.recording,
    ptzEnabled: device.ptz.pan || device.ptz.tilt || device.ptz.zoom,
    recordingServer: device.recordingServer,
    imported: cameraId !== undefined,
    cameraId,
    liveStreamUrl: device.liveStreamUrl,
  });
