import type { Camera } from '../../cameras/camera.ts';
import type { Simulation } from '../../simulation.ts';
import { namedEventTypes, namedStateGroups } from '../events/event-types.ts';
import { hardwareIdOf, type RecordingServer, SITE_ID, storageIdOf } from '../recording-servers.ts';
import { serverOf } from '../server-of.ts';
import { cameraResource } from './camera-resource.ts';
import type { Resource } from './collection-query.ts';

const parent = (type: string, id: string) => ({ parent: { type, id } });

export const hardwareNameOf = ({ manufacturer, model, number }: Camera) =>
  `${manufacturer} ${model} (${number})`;

/** Everything the configuration API lists, made afresh for each call from the cameras as they are now. */
export class ConfigResources {
  constructor(private readonly simulation: Simulation) {}

  /** The collections that need no more than a list, by their names in addresses. */
  readonly others: Readonly<Record<string, () => readonly Resource[]>> = {
    sites: () => [this.site()],
    recordingservers: () => this.recordingServers(),
    hardware: () => this.allHardware(),
    storages: () => this.storages(),
    eventtypes: () => namedEventTypes,
    stategroups: () => namedStateGroups,
  };

  cameras() {
    return this.simulation.cameras.listed.map((camera) => this.describe(camera));
  }

  /** @throws ApiError 404, 403 */
  camera(id: string) {
    return this.describe(this.simulation.cameras.see(id, `Device not found. cameras/${id}`));
  }

  hardwareOf(serverId: string) {
    return this.allHardware().filter(({ relations }) => relations.parent.id === serverId.toLowerCase());
  }

  camerasOf(hardwareId: string) {
    return this.cameras().filter(({ relations }) => relations.parent.id === hardwareId.toLowerCase());
  }

  private describe(camera: Camera) {
    const { xprotect } = this.simulation;
    const timeoutMinutes = xprotect.manualRecording.timeoutMinutes(camera);
    const server = serverOf(xprotect, camera);
    return cameraResource(camera, { profile: xprotect.profile, server, timeoutMinutes });
  }

  private allHardware() {
    return this.simulation.cameras.listed.map((camera) => this.hardware(camera));
  }

  private hardware(camera: Camera) {
    const server = serverOf(this.simulation.xprotect, camera);
    return {
      id: hardwareIdOf(camera.id),
      name: hardwareNameOf(camera),
      address: `http://camera-${camera.number}.invalid/`,
      userName: 'root',
      model: camera.model,
      enabled: true,
      relations: parent('recordingServers', server.id),
    };
  }

  private recordingServers() {
    const { servers, profile } = this.simulation.xprotect;
    return servers.map(({ id, name, webServerUri }) => ({
      id,
      name,
      displayName: name,
      enabled: true,
      webServerUri,
      activeWebServerUri: webServerUri,
      publicAccessEnabled: false,
      hostName: new URL(webServerUri).hostname,
      portNumber: Number(new URL(webServerUri).port),
      timeZoneName: 'UTC',
      version: profile.productVersion,
      relations: parent('sites', SITE_ID),
    }));
  }

  private storages() {
    return this.simulation.xprotect.servers.map((server) => ({
      id: storageIdOf(server),
      name: 'Local default',
      displayName: 'Local default',
      retainMinutes: this.retentionDays(server) * 24 * 60,
      relations: parent('recordingServers', server.id),
    }));
  }

  /** Of the cameras on a server, which all keep their footage equally long. */
  private retentionDays(server: RecordingServer): number {
    const days = this.simulation.cameras.all
      .filter((camera) => serverOf(this.simulation.xprotect, camera) === server)
      .map(({ retentionDays }) => retentionDays);
    return Math.max(0, ...days);
  }

  private site() {
    const { productVersion } = this.simulation.xprotect.profile;
    const { name } = this.simulation.site;
    return {
      id: SITE_ID,
      name,
      displayName: name,
      version: productVersion,
      timeZone: 'UTC',
      computerName: 'SIMULATOR',
    };
  }
}
