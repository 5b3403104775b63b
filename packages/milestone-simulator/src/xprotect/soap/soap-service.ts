import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { strike } from '../../faults/fault-hooks.ts';
import type { Operation } from '../../http/operation.ts';
import type { Simulation } from '../../simulation.ts';
import { readCall, writeAnswer, writeFault } from './envelope.ts';
import { Texts } from './parameters.ts';
import { SoapFault } from './soap-fault.ts';

/** One method of a SOAP service. */
export interface SoapMethod {
  /** Which call of the contract it is, for faults and counters; both dialects share the names. */
  operation?: Operation;
  /** Missing where the method takes no token. Throws a `SoapFault` where the token does not do. */
  authorize?: (request: FastifyRequest, parameters: Record<string, unknown>) => void;
  /** The content of the answer. */
  answer: (
    parameters: Record<string, unknown>,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => object | Promise<object>;
}

export interface SoapService {
  /** Lower case, as requests are routed. */
  path: string;
  namespace: string;
  methods: Readonly<Record<string, SoapMethod>>;
  /** The service's description, for the address at which it is asked. */
  wsdl: (address: string) => string;
}

/** Serves a SOAP 1.1 service and its WSDL. Dispatches by the body, not by SOAPAction (protocol reference §3.4). */
export function soapRoutes(app: FastifyInstance, simulation: Simulation, service: SoapService): void {
  const { path, namespace, methods, wsdl } = service;

  app.get(path, async (request, reply) => {
    const address = `${request.protocol}://${request.host}${path}`;
    return reply.type('text/xml; charset=utf-8').send(wsdl(address));
  });

  app.post(path, async (request, reply) => {
    try {
      const { method, parameters } = readCall(String(request.body ?? ''), simulation.xprotect.strictXml);
      const known = methods[method];
      if (known === undefined) throw new SoapFault(`Method '${method}' not supported`);
      known.authorize?.(request, parameters);
      await strikeCall(simulation, request, reply, known.operation, parameters);
      const content = await known.answer(parameters, request, reply);
      return xml(reply, 200, writeAnswer(method, namespace, content));
    } catch (error) {
      if (error instanceof SoapFault) return xml(reply, 500, writeFault(error));
      throw error;
    }
  });
}

async function strikeCall(
  simulation: Simulation,
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation | undefined,
  { deviceId, deviceIds }: Record<string, unknown>,
): Promise<void> {
  if (operation === undefined) return;
  const [cameraId] = Texts.parse(deviceId ?? deviceIds);
  simulation.counters.countCall(operation);
  await strike(simulation, request, reply, { operation, cameraId });
}

const xml = (reply: FastifyReply, status: number, body: string) =>
  reply.status(status).type('text/xml; charset=utf-8').send(body);
