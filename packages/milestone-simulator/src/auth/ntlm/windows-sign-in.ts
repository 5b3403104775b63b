import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Authenticate, challengeMessage, messageType, readAuthenticate } from './messages.ts';

const SERVER_NAME = 'SIMULATOR';
const PROOF_BYTES = 16;

/** What a Windows account is known by; the domain may be any. */
export interface WindowsAccount {
  username: string;
  password: string;
}

/**
 * NTLM over HTTP as IIS speaks it: three requests on one connection, the challenge in the middle bound to that
 * connection. Takes NTLMv2 only, under the scheme `NTLM` or `Negotiate` (raw NTLM in it; no Kerberos).
 */
export class WindowsSignIn {
  private readonly challenges = new WeakMap<Socket, Buffer>();

  constructor(private readonly account: WindowsAccount) {}

  /** Whether this request proves who it is; if not, it has been answered with 401 and what to do next. */
  async admits(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const { socket } = request.raw;
    const [, scheme = 'NTLM', encoded = ''] =
      /^(NTLM|Negotiate) +([\w+/=]+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const message = Buffer.from(encoded, 'base64');
    const challenge = this.challenges.get(socket);
    this.challenges.delete(socket);
    if (messageType(message) === 1) {
      const next = randomBytes(8);
      this.challenges.set(socket, next);
      refuse(reply, `${scheme} ${challengeMessage(next, SERVER_NAME).toString('base64')}`);
      return false;
    }
    const answer = readAuthenticate(message);
    if (answer && challenge && (await this.isProven(answer, challenge))) return true;
    refuse(reply, ['Negotiate', 'NTLM']);
    return false;
  }

  /** MS-NLMP 3.3.2. */
  private async isProven({ domain, user, ntResponse }: Authenticate, challenge: Buffer): Promise<boolean> {
    const isOurs = user.toUpperCase() === this.account.username.toUpperCase();
    if (!isOurs || ntResponse.length <= PROOF_BYTES + 8) return false;
    // Loaded where it is needed: few sign in so.
    const { md4 } = await import('hash-wasm');
    const passwordHash = Buffer.from(await md4(Buffer.from(this.account.password, 'utf16le')), 'hex');
    const key = hmac(passwordHash, Buffer.from(user.toUpperCase() + domain, 'utf16le'));
    const expected = hmac(key, Buffer.concat([challenge, ntResponse.subarray(PROOF_BYTES)]));
    return timingSafeEqual(expected, ntResponse.subarray(0, PROOF_BYTES));
  }
}

const hmac = (key: Buffer, data: Buffer) => createHmac('md5', key).update(data).digest();

function refuse(reply: FastifyReply, challenge: string | string[]) {
  reply.code(401).header('www-authenticate', challenge).type('text/html').send('<h1>401 Unauthorized</h1>');
}
