import { guidOf } from '../guid.ts';

/** One recording server: it answers SOAP and the ImageServer protocol on a socket of its own. */
export class RecordingServer {
  readonly id: string;
  readonly name: string;
  /** The address to dial, with a trailing slash; empty until it listens. Its scheme says whether TLS is spoken. */
  webServerUri = '';
  /** A recorder that is down takes no connection. */
  isDown = false;

  constructor(readonly number: number) {
    this.id = guidOf(`recording-server/${number}`);
    this.name = `Recording Server ${number}`;
  }
}

/** The ids of things around a camera that the site of the `rest` dialect does not have. */
export const hardwareIdOf = (cameraId: string) => guidOf(`hardware/${cameraId}`);
export const storageIdOf = (server: RecordingServer) => guidOf(`storage/${server.id}`);
export const SITE_ID = guidOf('site');
