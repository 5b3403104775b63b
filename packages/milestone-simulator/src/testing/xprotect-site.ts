import { createClientAsync } from 'soap';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME, type SimulatorOptions, startSimulator } from '../simulator.ts';
import type { XProtectOptions } from '../xprotect/xprotect.ts';
import { FixedClock } from './fixed-clock.ts';

const Token = z.object({ access_token: z.string() });
const Servers = z.object({ array: z.array(z.object({ webServerUri: z.string() })) });
const Resource = z.record(z.string(), z.unknown());
const Listed = z.object({ array: z.array(Resource) });
const Single = z.object({ data: Resource });
const LoginResult = z.object({ LoginResult: z.object({ Token: z.string() }) });

const RECORDER = 'RecorderCommandService/RecorderCommandService.asmx';

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
  const login = async (currentToken = '') => {
    const client = await createClientAsync(
      `${simulator.url}/ManagementServer/ServerCommandServiceOAuth.svc?wsdl`,
    );
    client.addHttpHeader('Authorization', `Bearer ${accessToken}`);
    const [answer]: unknown[] = await client.LoginAsync({ instanceId: 'a-test', currentToken });
    return LoginResult.parse(answer).LoginResult.Token;
  };
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
    /** Calls a method of a recorder; resolves with `{method}Result`. */
    recorder: async (server: number) => {
      const address = `${servers[server - 1]?.webServerUri}${RECORDER}`;
      const client = await createClientAsync(`${address}?wsdl`);
      return async (method: string, parameters: object): Promise<unknown> => {
        const [answer]: [Record<string, unknown> | null] = await client[`${method}Async`](parameters);
        return answer?.[`${method}Result`];
      };
    },
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
