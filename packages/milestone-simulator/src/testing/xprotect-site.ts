import { createClientAsync } from 'soap';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME, type SimulatorOptions, startSimulator } from '../simulator.ts';
import type { XProtectOptions } from '../xprotect/xprotect-options.ts';
import { FixedClock } from './fixed-clock.ts';

const Token = z.object({ access_token: z.string() });
const Servers = z.object({ array: z.array(z.object({ webServerUri: z.string() })) });
const Resource = z.record(z.string(), z.unknown());
const Listed = z.object({ array: z.array(Resource) });
const Single = z.object({ data: Resource });
const Login = z.object({ Token: z.string() });

const RECORDER = 'RecorderCommandService/RecorderCommandService.asmx';
const STATUS = 'RecorderStatusService/RecorderStatusService2.asmx';

/** A caller of a service that is described by its own WSDL; resolves with `{method}Result`. */
async function soapAt(address: string, headers: Record<string, string> = {}) {
  const client = await createClientAsync(`${address}?wsdl`);
  for (const [name, value] of Object.entries(headers)) client.addHttpHeader(name, value);
  return async (method: string, parameters: object): Promise<unknown> => {
    const [answer]: [Record<string, unknown> | null] = await client[`${method}Async`](parameters);
    return answer?.[`${method}Result`];
  };
}

/** A simulated XProtect and the means of one that is logged in to it, for a test. SOAP is spoken by the `soap` package. */
export async function givenXProtect(xprotect: XProtectOptions = {}, more: SimulatorOptions = {}) {
  const clock = new FixedClock('2026-03-01T12:34:56.789Z');
  const simulator = await startSimulator({ clock, xprotect, ...more });
  onTestFinished(() => simulator.close());

  const requestToken = (form: Record<string, string> = {}) =>
    fetch(`${simulator.url}/API/IDP/connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        username: DEFAULT_USERNAME,
        password: DEFAULT_PASSWORD,
        client_id: 'GrantValidatorClient',
        ...form,
      }),
    });
  const accessToken = Token.parse(await (await requestToken()).json()).access_token;
  const rest = (path: string, { method = 'GET', token = accessToken, body }: RestCall = {}) =>
    fetch(`${simulator.url}/API/rest/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  /** The items of a collection. */
  const list = async (path: string) => Listed.parse(await (await rest(path)).json()).array;
  /** The fields of one thing. */
  const data = async (path: string) => Single.parse(await (await rest(path)).json()).data;
  const management = await soapAt(`${simulator.url}/ManagementServer/ServerCommandServiceOAuth.svc`, {
    Authorization: `Bearer ${accessToken}`,
  });
  const login = async (currentToken = '') =>
    Login.parse(await management('Login', { instanceId: 'a-test', currentToken })).Token;
  const { array: servers } = Servers.parse(await (await rest('/recordingServers')).json());
  return {
    clock,
    simulator,
    accessToken,
    requestToken,
    rest,
    list,
    data,
    login,
    /** The id of a camera by its number; of the built-in site, every third is on the second recorder. */
    camera: (number: number) => simulator.state().cameras[number - 1]?.id ?? '',
    webServerUri: (server: number) => servers[server - 1]?.webServerUri ?? '',
    /** Calls a method of the management server. */
    management,
    /** Calls a method of a recorder. */
    recorder: (server: number) => soapAt(`${servers[server - 1]?.webServerUri}${RECORDER}`),
    /** Calls a method of a recorder's status service. */
    status: (server: number) => soapAt(`${servers[server - 1]?.webServerUri}${STATUS}`),
    /** Posts an envelope as it is. */
    post: (server: number, xml: string) =>
      fetch(`${servers[server - 1]?.webServerUri}${RECORDER}`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml; charset=utf-8' },
        body: xml,
      }),
  };
}

interface RestCall {
  method?: string;
  token?: string;
  body?: unknown;
}
