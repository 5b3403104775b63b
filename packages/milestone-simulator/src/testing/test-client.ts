import { z } from 'zod';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME } from '../simulator.ts';

const Login = z.object({ token: z.string() });
const CameraList = z.object({ cameras: z.array(z.object({ id: z.string(), name: z.string() })) });
const Range = z.object({ startTime: z.string(), endTime: z.string() });
const Footage = z.object({
  sequences: z.array(Range.extend({ sequenceId: z.string() })),
  gaps: z.array(Range),
});
const Started = z.object({ recordingId: z.string(), startTime: z.string(), estimatedEndTime: z.string() });

/** A caller of the simulator that is logged in, as an integrator's would be. */
export class TestClient {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async login(url: string): Promise<TestClient> {
    const body = JSON.stringify({ username: DEFAULT_USERNAME, password: DEFAULT_PASSWORD });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/rest/v1/login`, { method: 'POST', headers, body });
    return new TestClient(url, Login.parse(await answer.json()).token);
  }

  get(
    path: string,
    query: Record<string, string> = {},
    signal: AbortSignal | null = null,
  ): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}` };
    return fetch(`${this.url}/api/rest/v1${path}?${new URLSearchParams(query)}`, { headers, signal });
  }

  post(path: string, body: unknown): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
    return fetch(`${this.url}/api/rest/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** The id of a camera by its number. */
  async camera(number: number): Promise<string> {
    const { cameras } = CameraList.parse(await (await this.get('/cameras')).json());
    const camera = cameras[number - 1];
    if (!camera) throw new Error(`There is no camera ${number}.`);
    return camera.id;
  }

  async footage(camera: string, startTime: string, endTime: string) {
    return Footage.parse(
      await (await this.get(`/cameras/${camera}/sequences`, { startTime, endTime })).json(),
    );
  }

  async record(camera: string, durationSeconds: number) {
    return Started.parse(
      await (await this.post(`/cameras/${camera}/recordings/start`, { durationSeconds })).json(),
    );
  }

  /** Opens recorded video without reading it. Locked to a reader, or `fetch` would hang up once it is unreferenced. */
  async open(camera: string, query: Record<string, string>, signal: AbortSignal | null = null) {
    const answer = await this.get(`/cameras/${camera}/video`, query, signal);
    if (!answer.ok || !answer.body) throw new Error(`No video: ${answer.status} ${await answer.text()}`);
    return { headers: answer.headers, reader: answer.body.getReader() };
  }

  /** Recorded video: all of it, or hangs up once so many bytes have come. */
  async video(camera: string, query: Record<string, string>, atMostBytes = Number.POSITIVE_INFINITY) {
    const { headers, reader } = await this.open(camera, query);
    const chunks: Uint8Array[] = [];
    let received = 0;
    while (received < atMostBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      received += value.length;
    }
    await reader.cancel();
    return { headers, bytes: Buffer.concat(chunks) };
  }
}
