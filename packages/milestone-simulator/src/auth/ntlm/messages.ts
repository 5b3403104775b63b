const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');

const flags = {
  unicode: 0x1,
  requestTarget: 0x4,
  ntlm: 0x200,
  alwaysSign: 0x8000,
  targetIsServer: 0x2_0000,
  extendedSessionSecurity: 0x8_0000,
  targetInfo: 0x80_0000,
};
const ALL_FLAGS = Object.values(flags).reduce((all, flag) => all | flag, 0);

const avPair = { end: 0, computer: 1, domain: 2 } as const;

const CHALLENGE_HEAD = 56;
const AUTHENTICATE_HEAD = 64;

/** What a client answers a challenge with (MS-NLMP 2.2.1.3), as far as NTLMv2 needs it. */
export interface Authenticate {
  domain: string;
  user: string;
  /** The proof, then the client's own data that it covers. */
  ntResponse: Buffer;
}

/** The number of an NTLM message: 1 negotiate, 2 challenge, 3 authenticate; `undefined` when it is none. */
export function messageType(message: Buffer): number | undefined {
  const isNtlm = message.length >= 12 && message.subarray(0, 8).equals(SIGNATURE);
  return isNtlm ? message.readUInt32LE(8) : undefined;
}

/** A challenge (MS-NLMP 2.2.1.2) that asks for NTLMv2; `challenge` is 8 random bytes. */
export function challengeMessage(challenge: Buffer, server: string): Buffer {
  const name = Buffer.from(server, 'utf16le');
  const pair = (id: number, value: Buffer) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return Buffer.concat([head, value]);
  };
  const info = Buffer.concat([
    pair(avPair.domain, name),
    pair(avPair.computer, name),
    pair(avPair.end, Buffer.alloc(0)),
  ]);
  const head = Buffer.alloc(CHALLENGE_HEAD);
  SIGNATURE.copy(head);
  head.writeUInt32LE(2, 8);
  writeField(head, 12, name.length, CHALLENGE_HEAD);
  head.writeUInt32LE(ALL_FLAGS, 20);
  challenge.copy(head, 24);
  writeField(head, 40, info.length, CHALLENGE_HEAD + name.length);
  return Buffer.concat([head, name, info]);
}

/** Reads an authenticate message; `undefined` when its fields lie outside it. */
export function readAuthenticate(message: Buffer): Authenticate | undefined {
  if (messageType(message) !== 3 || message.length < AUTHENTICATE_HEAD) return undefined;
  const isUnicode = (message.readUInt32LE(60) & flags.unicode) !== 0;
  const [ntResponse, domain, user] = [20, 28, 36].map((at) => readField(message, at));
  if (!ntResponse || !domain || !user) return undefined;
  const text = (bytes: Buffer) => bytes.toString(isUnicode ? 'utf16le' : 'latin1');
  return { ntResponse, domain: text(domain), user: text(user) };
}

function writeField(head: Buffer, at: number, length: number, offset: number) {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

function readField(message: Buffer, at: number): Buffer | undefined {
  const length = message.readUInt16LE(at);
  const offset = message.readUInt32LE(at + 4);
  return offset + length > message.length ? undefined : message.subarray(offset, offset + length);
}
