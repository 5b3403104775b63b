import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isSame } from '../../auth/is-same.ts';
import { bearerToken } from '../../auth/require-token.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Simulation } from '../../simulation.ts';
import { configurationMethods } from '../config/configuration.methods.ts';
import { read, toTicks } from '../soap/parameters.ts';
import type { SoapService } from '../soap/soap-service.ts';
import { serverCommandWsdl } from '../wsdl/server-command.wsdl.ts';

const SERVER_COMMAND = 'http://videoos.net/2/XProtectCSServerCommand';

const LoginRequest = z.object({ instanceId: z.string().min(1), currentToken: z.string().default('') });

/** The two doors of the same service: with an access token, or with HTTP Basic (protocol reference §3.2). */
export function serverCommandServices(simulation: Simulation): SoapService[] {
  return [
    service(simulation, '/managementserver/servercommandserviceoauth.svc', withAccessToken),
    service(simulation, '/managementserver/servercommandservice.svc', withPassword),
  ];
}

type Admission = (simulation: Simulation, request: FastifyRequest) => void;

function service(simulation: Simulation, path: string, admit: Admission): SoapService {
  const { vmsTokens } = simulation.xprotect;
  const authorize = (request: FastifyRequest) => admit(simulation, request);
  return {
    path,
    namespace: SERVER_COMMAND,
    wsdl: serverCommandWsdl,
    methods: {
      Login: {
        operation: 'vmsLogin',
        authorize,
        answer: (parameters, request) => {
          read(LoginRequest, parameters);
          // The members are in alphabetical order, as a data contract writes them.
          return {
            LoginResult: {
              RegistrationTime: toTicks(simulation.clock.now().getTime()),
              TimeToLive: { MicroSeconds: vmsTokens.lifetimeSeconds * 1_000_000 },
              TimeToLiveLimited: false,
              Token: vmsTokens.issue(request.hostname),
            },
          };
        },
      },
      Logout: {
        authorize,
        answer: (parameters) => {
          vmsTokens.revoke(read(LoginRequest, parameters).currentToken);
          return {};
        },
      },
      ...configurationMethods(simulation, authorize),
    },
  };
}

function withAccessToken({ xprotect }: Simulation, request: FastifyRequest): void {
  const token = bearerToken(request);
  if (token === undefined || !xprotect.accessTokens.isValid(token))
    throw new ApiError(401, 'The access token is missing or not in force.');
}

function withPassword({ credentials, xprotect }: Simulation, { headers }: FastifyRequest): void {
  const [, encoded = ''] = /^Basic +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const [username = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const known = isSame(username, credentials.username);
  const locked = xprotect.lockouts.isLocked(username);
  if (isSame(password.join(':'), credentials.password) && known && !locked) return;
  xprotect.lockouts.failed(username);
  throw new ApiError(401, 'The user name or the password is wrong.');
}
