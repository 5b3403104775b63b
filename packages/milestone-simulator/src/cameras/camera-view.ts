import { type Camera, stateOf } from './camera.ts';

/** What is known of a camera beside itself. */
interface Seen {
  recording: boolean;
  recordingServer: string;
}

/** A camera as `GET /cameras` lists it (plan §2.2). The live address is a name only: no RTSP is served. */
export function cameraView(camera: Camera, { recording, recordingServer }: Seen) {
  const { id, name, nameAr, source, ptz, manufacturer, model, location, number } = camera;
  return {
    id,
    name,
    enabled: camera.disabledSince === undefined,
    status: stateOf(camera),
    recording,
    recordingServer,
    liveStreamUrl: liveUrl(id),
    ptzCapabilities: { pan: ptz, tilt: ptz, zoom: ptz },
    metadata: {
      manufacturer,
      model,
      channel: number,
      nameAr,
      source,
      location,
      resolution: '640x360',
      fps: 15,
    },
  };
}

/** A camera as `GET /cameras/{id}` shows it: the list's fields and where its streams are. */
export function cameraDetail(camera: Camera, seen: Seen, apiUrl: string) {
  const recorded = `${apiUrl}/cameras/${camera.id}/video`;
  return { ...cameraView(camera, seen), streamUrls: { live: liveUrl(camera.id), recorded } };
}

const liveUrl = (id: string) => `rtsp://127.0.0.1:7563/${id}`;
