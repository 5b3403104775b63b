import { guidOf } from '../guid.ts';

/** One recording server: it answers SOAP and the ImageServer protocol on a socket of its own. */
export class RecordingServer {
  readonly id: string;
  /** The address to dial, with a trailing slash; empty until it listens. Its scheme says whether TLS is spoken. */
  webServerUri = '';
  /** Ends the connections of the socket that it listens on. */
  dropConnections: () => void = () => undefined;
  private down = false;

  constructor(
    readonly number: number,
    readonly name: string,
  ) {
    this.id = guidOf(`recording-server/${number}`);
  }

  /** One that is down takes no connection. */
  get isDown(): boolean {
    return this.down;
  }

  /** Going down drops every connection. */
  setDown(isDown: boolean): void {
    this.down = isDown;
    if (isDown) this.dropConnections();
  }
}

/** The ids of things around a camera that the site of the `rest` dialect does not have. */
export const hardwareIdOf = (cameraId: string) => guidOf(`hardware/${cameraId}`);
export const storageIdOf = (server: RecordingServer) => guidOf(`storage/${server.id}`);
export const SITE_ID = guidOf('site');
