import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { CallReport } from '../../calls/calls.ts';
import type { MilestoneConfig } from '../../config.ts';
import { createMilestoneClient, type MilestoneSurroundings } from '../../create-milestone-client.ts';
import { ScriptedEvents } from './scripted-events.ts';

export const CAMERA_ID = '638bc8f1-0000-4000-8000-000000000001';
export const PASSWORD = 'correct horse & battery+';

export interface Answer {
  status?: number;
  type?: string;
  headers?: http.OutgoingHttpHeaders;
  body: string;
}
type Handler = (body: string, request: IncomingMessage) => Answer | Promise<Answer>;

export interface SeenCall {
  /** `GET /api/rest/v1/cameras?…`, or the SOAP method, or the ImageServer's `images goto`. */
  name: string;
  /** Or the query, where there is no body. */
  body: string;
  headers: IncomingMessage['headers'];
}

export const json = (body: unknown, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

/** The answer to a SOAP call, as a recorder writes it. */
export const soap = (method: string, content: string): Answer => ({
  type: 'text/xml; charset=utf-8',
  body: `<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><${method}Response xmlns="http://videoos.net/2/XProtectCSRecorderCommand">${content}</${method}Response></soap:Body></soap:Envelope>`,
});

/** A recorder's word of the camera: those of its flags that are set. */
export const deviceStatus = (...flags: string[]) =>
  soap(
    'GetCurrentDeviceStatus',
    `<GetCurrentDeviceStatusResult><CameraDeviceStatusArray><CameraDeviceStatus><Time>2026-03-01T12:00:00Z</Time><DeviceId>${CAMERA_ID.toUpperCase()}</DeviceId><Enabled>true</Enabled>${flags
      .map((flag) => `<${flag}>true</${flag}>`)
      .join(
        '',
      )}${flags.includes('Started') ? '' : '<Started>false</Started>'}</CameraDeviceStatus></CameraDeviceStatusArray></GetCurrentDeviceStatusResult>`,
  );

export const fault = (words: string, sub: number): Answer => ({
  status: 500,
  type: 'text/xml',
  body: `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring>${words}</faultstring><detail><ErrorNumber>40000</ErrorNumber><SubErrorNumber>${sub}</SubErrorNumber></detail></soap:Fault></soap:Body></soap:Envelope>`,
});

/** Sequences as `SequencesGet` gives them; times as they are written. */
export const sequences = (method: string, ...entries: readonly [begin: string, end: string][]) => {
  const written = entries.map(
    ([begin, end]) =>
      `<SequenceEntry><TimeBegin>${begin}</TimeBegin><TimeTrigged>${begin}</TimeTrigged><TimeEnd>${end}</TimeEnd></SequenceEntry>`,
  );
  return soap(
    method,
    entries.length === 0 ? `<${method}Result />` : `<${method}Result>${written.join('')}</${method}Result>`,
  );
};

/** A whole XProtect on one port that answers as the test says: Identity Provider, gateway, one recorder, its ImageServer. */
export class ScriptedXProtect {
  readonly seen: SeenCall[] = [];
  readonly answers = new Map<string, Handler>();
  /** What the ImageServer says to a request: bytes, in one piece or several, nothing, or a hang-up. */
  images: (method: string, request: string) => Buffer | readonly Buffer[] | undefined | 'hang up' = () =>
    'hang up';
  /** Connections to the ImageServer that are open. */
  readonly imageSockets = new Set<Socket>();
  readonly #http = http.createServer((request, response) => void this.#answer(request, response));
  readonly events: ScriptedEvents;
  readonly #listener = net.createServer((socket) => this.#accept(socket));
  #tokens = 0;

  private constructor({ autoPong }: { autoPong: boolean }) {
    this.events = new ScriptedEvents(this.#http, { autoPong });
  }

  /** Without `autoPong` its events give no sign of life. */
  static async start({ autoPong = true } = {}): Promise<ScriptedXProtect> {
    const vms = new ScriptedXProtect({ autoPong });
    vms.#listener.listen(0, '127.0.0.1');
    await once(vms.#listener, 'listening');
    vms.#scriptTheUsual();
    return vms;
  }

  get url(): string {
    const address = this.#listener.address();
    if (address === null || typeof address === 'string') throw new Error('It does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  on(name: string, answer: Answer | Handler): void {
    this.answers.set(name, typeof answer === 'function' ? answer : () => answer);
  }

  /** Answers once so, then as before. */
  once(name: string, answer: Answer): void {
    const before = this.answers.get(name);
    this.answers.set(name, () => {
      if (before === undefined) this.answers.delete(name);
      else this.answers.set(name, before);
      return answer;
    });
  }

  calls(name: string): SeenCall[] {
    return this.seen.filter((call) => call.name === name);
  }

  async close(): Promise<void> {
    for (const socket of this.imageSockets) socket.destroy();
    this.events.breakOff();
    this.#http.closeAllConnections();
    this.#listener.close();
    await once(this.#listener, 'close');
  }

  #scriptTheUsual(): void {
    const parent = (id: string) => ({ parent: { type: 'x', id } });
    const camera = { id: CAMERA_ID, name: 'Door', enabled: true, relations: parent('hw-1') };
    this.on('token', () => json({ access_token: `eyJ.access.${++this.#tokens}`, expires_in: 3600 }));
    this.on('cameras', json({ array: [camera] }));
    this.on(`cameras/${CAMERA_ID}`, json({ data: camera }));
    this.on('hardware', json({ array: [{ id: 'hw-1', model: 'M3045', relations: parent('rs-1') }] }));
    this.on(
      'recordingServers',
      json({ array: [{ id: 'rs-1', name: 'Recorder', webServerUri: `${this.url}/` }] }),
    );
    this.on('storages', json({ array: [] }));
    this.on('Login', () =>
      soap(
        'Login',
        `<LoginResult><RegistrationTime>2026-03-01T12:00:00Z</RegistrationTime><TimeToLive><MicroSeconds>14400000000</MicroSeconds></TimeToLive><Token>TOKEN#${++this.#tokens}#host//x#</Token></LoginResult>`,
      ),
    );
    for (const method of ['SequencesGet', 'SequencesGetAround']) {
      this.on(method, sequences(method, ['2026-03-01T12:00:00.0000000Z', '2026-03-01T13:00:00.0000000Z']));
    }
  }

  /** HTTP and the ImageServer's protocol share the port; the first byte tells them apart. */
  #accept(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === '<'.charCodeAt(0)) this.#serveImages(socket);
      else this.#http.emit('connection', socket);
      socket.resume();
    });
  }

  #serveImages(socket: Socket): void {
    this.imageSockets.add(socket);
    socket.once('close', () => this.imageSockets.delete(socket));
    let rest = '';
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString();
      const requests = rest.split('\r\n\r\n');
      rest = requests.pop() ?? '';
      for (const request of requests) {
        const [, method = ''] = /<methodname>(\w+)/.exec(request) ?? [];
        this.seen.push({ name: `images ${method}`, body: request, headers: {} });
        const answer = this.images(method, request);
        if (answer === 'hang up') socket.destroy();
        else if (answer) for (const piece of [answer].flat()) socket.write(piece);
      }
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const name = nameOf(request, body);
    const url = new URL(request.url ?? '', 'http://vms');
    this.seen.push({ name, body: body || url.search, headers: request.headers });
    const handler = this.answers.get(name);
    const isLaterPage = Number(url.searchParams.get('page') ?? 0) > 0 && !this.answers.has(`${name} pages`);
    const answer = isLaterPage ? json({ array: [] }) : await handler?.(`${url.search}\n${body}`, request);
    const {
      status = 200,
      type = 'text/plain',
      headers = {},
      body: sent,
    } = answer ?? { status: 404, body: '' };
    response.writeHead(status, { 'Content-Type': type, ...headers }).end(sent);
  }
}

/** The SOAP method, the resource of the configuration, or `token`. */
function nameOf({ method, url = '' }: IncomingMessage, body: string): string {
  const [, called] = /<(\w+) xmlns="http:\/\/videoos/.exec(body) ?? [];
  if (called !== undefined) return called;
  const [path = ''] = url.split('?');
  if (path.endsWith('/connect/token')) return 'token';
  return method === 'GET'
    ? path.replace('/api/rest/v1/', '')
    : `${method} ${url.replace('/api/rest/v1/', '')}`;
}

/** Such a VMS and a client of it; both end with the test. */
export async function givenXProtect(
  changes: Partial<MilestoneConfig> = {},
  { autoPong = true, ...surroundings }: MilestoneSurroundings & { autoPong?: boolean } = {},
) {
  const vms = await ScriptedXProtect.start({ autoPong });
  const reports: CallReport[] = [];
  const log: string[] = [];
  const client = createMilestoneClient(
    {
      api: 'xprotect',
      baseUrl: vms.url,
      username: 'gateway',
      password: PASSWORD,
      sessionTimeoutMs: 14_400_000,
      maxConnections: 50,
      retryAttempts: 3,
      retryDelayMs: 10,
      requestTimeoutMs: 10_000,
      ...changes,
    },
    {
      onCall: (report) => reports.push(report),
      log: (_level, message) => log.push(message),
      ...surroundings,
    },
  );
  onTestFinished(async () => {
    await client.close();
    await vms.close();
  });
  return { vms, client, reports, log };
}
