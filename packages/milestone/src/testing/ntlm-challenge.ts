/** Bits of a challenge (MS-NLMP 2.2.2.5). */
export const NTLM2 = 0x8_0000;
export const TARGET_INFO = 0x80_0000;

/** A challenge with these flags, and no names in it, as it stands in `WWW-Authenticate`. */
export function challenge(flags: number): string {
  const message = Buffer.alloc(60);
  message.write('NTLMSSP\0', 0, 'latin1');
  message.writeUInt32LE(2, 8);
  message.writeUInt32LE(56, 16);
  message.writeUInt32LE(flags, 20);
  message.writeUInt16LE(4, 40);
  message.writeUInt32LE(56, 44);
  return `NTLM ${message.toString('base64')}`;
}
