import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type Camera, delivers } from '../../cameras/camera.ts';
import { Harm } from '../../faults/harm.ts';
import { HOUR, SECOND } from '../../history/slots.ts';
import { listenAll } from '../../signal.ts';
import type { Simulation } from '../../simulation.ts';
import { pictureFrom } from '../../video/picture-grid.ts';
import { allRecorded } from '../recorder/recorded.ts';
import type { RecordingServer } from '../recording-servers.ts';
import { type Picture, videoBlock, videoPacket } from './generic-byte-data.ts';
import { type GopPlace, GopPlaces } from './gop-places.ts';
import { GopReader } from './gop-reader.ts';
import { type ImageBody, type ImageTimes, imageResponse, methodResponse } from './image-response.ts';
import { JpegWalk } from './jpeg-walk.ts';
import { LiveFeed } from './live-feed.ts';
import { move } from './move.ts';
import { connectParameters, type MethodCall, requestsOf } from './requests.ts';

interface Connected {
  camera: Camera;
  token: string;
  wantsJpeg: boolean;
  allPictures: boolean;
  multipart: boolean;
  reader: GopReader;
  jpegs: JpegWalk;
}

/** One connection to the ImageServer: one camera, requests answered in order, nothing sent unasked but live (§5.3). */
export class ImageServerSession {
  private connected: Connected | undefined;
  private place: GopPlace | undefined;
  private live: LiveFeed | undefined;
  private sequence = 0;
  private harm: Harm | undefined;
  private readonly closed = new AbortController();

  constructor(
    private readonly simulation: Simulation,
    private readonly server: RecordingServer,
    private readonly socket: Duplex,
  ) {
    socket.once('close', () => this.closed.abort());
  }

  /** Serves until either side hangs up. @throws MalformedRequestError, EncoderError, ApiError */
  async serve(): Promise<void> {
    try {
      for await (const call of requestsOf(this.socket)) {
        const goesOn = await this.answer(call);
        if (!goesOn) return;
      }
    } finally {
      await this.live?.stop();
      this.socket.end();
      await this.connected?.reader.close();
    }
  }

  /** `false` when the connection is over. */
  private async answer(call: MethodCall): Promise<boolean> {
    if (call.methodname === 'connect') return this.connect(call);
    const { connected } = this;
    if (connected === undefined || !this.simulation.xprotect.vmsTokens.isValid(connected.token)) return false;
    if (call.methodname === 'connectupdate') return this.update(call, connected);
    if (call.methodname === 'live') return this.startLive(call, connected);
    if (call.methodname === 'stop') return this.stopLive();
    return this.send(await this.picture(call, connected));
  }

  private async connect(call: MethodCall): Promise<boolean> {
    const { cameras, video, counters, faults } = this.simulation;
    const { cameraId, token } = connectParameters(call.connectparam);
    const camera = cameras.find(cameraId);
    counters.countCall('video');
    const { status, delay, ...transport } = faults.take({ operation: 'video', cameraId });
    if (delay) await wait(delay.delayMs);
    this.harm = Harm.of(Object.values(transport));
    const refusal = this.refusal(token, camera, status !== undefined);
    const { requestid, methodname } = call;
    if (refusal !== undefined || camera === undefined) {
      const errorreason = refusal ?? 'Unknown device';
      await this.send(methodResponse({ requestid, methodname, connected: 'no', errorreason }));
      return false;
    }
    const places = () => new GopPlaces(allRecorded(this.simulation, camera));
    const sendsJpeg = camera.codec === 'mjpeg';
    this.connected = {
      camera,
      token,
      wantsJpeg: call.alwaysstdjpeg || sendsJpeg,
      allPictures: (call.transcode?.allframes ?? false) || sendsJpeg,
      multipart: call.clientcapabilities?.multipartdata ?? false,
      reader: new GopReader(video, camera),
      jpegs: new JpegWalk(places),
    };
    const servercapabilities = { connectupdate: 'yes' };
    const answer = { requestid, methodname, connected: 'yes', errorreason: 'Success', servercapabilities };
    return this.send(methodResponse(answer));
  }

  private refusal(token: string, camera: Camera | undefined, isFaulty: boolean): string | undefined {
    if (!this.simulation.xprotect.vmsTokens.isValid(token)) return 'Security token invalid';
    if (camera?.server !== this.server.number) return 'Unknown device';
    if (camera.isForbidden) return 'Not authorized';
    return isFaulty ? 'Internal error' : undefined;
  }

  private async update(call: MethodCall, connected: Connected): Promise<boolean> {
    const { token } = connectParameters(call.connectparam);
    const isGood = this.simulation.xprotect.vmsTokens.isValid(token);
    if (isGood) connected.token = token;
    const { requestid, methodname } = call;
    const errorreason = isGood ? 'Success' : 'Security token invalid';
    const answer = { requestid, methodname, connected: isGood ? 'yes' : 'no', errorreason };
    return (await this.send(methodResponse(answer))) && isGood;
  }

  private async picture(call: MethodCall, connected: Connected): Promise<Buffer> {
    const requestId = call.requestid;
    if (connected.wantsJpeg) return this.jpeg(call, connected);
    const places = new GopPlaces(allRecorded(this.simulation, connected.camera));
    this.place = move(places, this.place, call);
    if (this.place === undefined) {
      return imageResponse({ requestId, previous: 0, current: 0, next: 0 }, { kind: 'empty' });
    }
    const all = await connected.reader.read(this.place);
    const pictures = call.keyframesonly ? all.filter(({ isKey }) => isKey) : all;
    const { privacyMask } = connected.camera;
    const current = this.place.start;
    const previous = places.before(this.place)?.start ?? current;
    const next = places.after(this.place)?.start ?? current;
    const body = this.gop(pictures, connected, current);
    return imageResponse({ requestId, previous, current, next, privacyMask }, body);
  }

  private gop(pictures: readonly Picture[], { camera, multipart }: Connected, keyTime: number): ImageBody {
    const codec = camera.codec === 'h265' ? 'h265' : 'h264';
    if (!multipart) return { kind: 'block', block: videoBlock(pictures, codec, keyTime) };
    const packet = (one: Picture) => videoPacket(one, { codec, keyTime, sequence: this.sequence++ });
    return { kind: 'multipart', packets: pictures.map(packet) };
  }

  /** Goes on beside the requests until `stop`; it has a reader of its own. */
  private async startLive(call: MethodCall, connected: Connected): Promise<boolean> {
    await this.live?.stop();
    const { clock, cameras, xprotect, video } = this.simulation;
    const reader = new GopReader(video, connected.camera);
    const times = (start: number) => ({
      requestId: call.requestid,
      privacyMask: connected.camera.privacyMask,
      previous: start - SECOND,
      current: start,
      next: start + SECOND,
    });
    this.live = new LiveFeed(
      {
        clock,
        delivers: () => {
          const camera = cameras.find(connected.camera.id);
          return camera !== undefined && delivers(camera);
        },
        isAdmitted: () => xprotect.vmsTokens.isValid(connected.token),
        follow: (changed) => listenAll([cameras.changed, clock.moved, xprotect.vmsTokens.ended], changed),
        images: async (start) => {
          if (connected.wantsJpeg) return this.liveJpeg(connected, times(start));
          const pictures = await reader.read({ start, sequenceEnd: start + HOUR });
          return imageResponse(times(start), this.gop(pictures, connected, start));
        },
        send: (bytes) => this.send(bytes),
        sendsBuffered: call.sendinitialimage !== 'no',
        close: () => reader.close(),
      },
      (error) => (error instanceof Error ? this.socket.destroy(error) : this.hangUp()),
    );
    return true;
  }

  private async stopLive(): Promise<boolean> {
    await this.live?.stop();
    this.live = undefined;
    return true;
  }

  /** One picture of each second: what is shown at its begin. */
  private async liveJpeg({ camera }: Connected, times: ImageTimes): Promise<Buffer> {
    const take = { first: pictureFrom(times.current), step: 1, count: 1 };
    const image = await this.simulation.video.snapshot(camera, take, new AbortController().signal);
    return imageResponse(times, { kind: 'jpeg', image });
  }

  private async jpeg(call: MethodCall, { camera, jpegs, allPictures }: Connected): Promise<Buffer> {
    const requestId = call.requestid;
    const found = jpegs.move(call, allPictures);
    if (found === undefined) {
      return imageResponse({ requestId, previous: 0, current: 0, next: 0 }, { kind: 'empty' });
    }
    const take = { first: found.picture, step: 1, count: 1 };
    const image = await this.simulation.video.snapshot(camera, take, new AbortController().signal);
    return imageResponse(
      { requestId, ...found.times, privacyMask: camera.privacyMask },
      { kind: 'jpeg', image },
    );
  }

  private async send(bytes: Buffer): Promise<boolean> {
    const { harm, socket, closed } = this;
    if (harm === undefined) return this.write(bytes);
    for await (const piece of harm.pieces(bytes, closed.signal)) if (!(await this.write(piece))) return false;
    if (!harm.isOver) return true;
    await harm.end(socket);
    if (!closed.signal.aborted) await once(closed.signal, 'abort');
    return false;
  }

  /** What was sent still arrives. */
  private hangUp(): void {
    this.socket.end(() => this.socket.destroy());
  }

  /** Waits while the other side does not read, so that nothing piles up here. */
  private async write(bytes: Buffer): Promise<boolean> {
    // A socket that has closed while the answer was made would tell nothing more: neither drain nor close.
    if (this.socket.destroyed) return false;
    if (!this.socket.write(bytes)) {
      await Promise.race([once(this.socket, 'drain'), once(this.socket, 'close')]);
    }
    return !this.socket.destroyed;
  }
}
