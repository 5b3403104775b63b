import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { expect } from 'vitest';
import type { VmsVideoStream } from '../../milestone-client.ts';
import { CONNECTED } from './groups.ts';
import type { ScriptedXProtect } from './scripted-xprotect.ts';

/** An ImageServer that gives these answers one after the other, whatever is asked, and the last one over and over. */
export function answering(vms: ScriptedXProtect, ...answers: readonly Buffer[]) {
  let at = 0;
  vms.images = (method) => {
    if (method === 'connect') return CONNECTED;
    at += 1;
    return answers[Math.min(at, answers.length) - 1];
  };
}

/** Settles when the recorder sees that the connections it has now are closed. */
export const hungUp = (vms: ScriptedXProtect) =>
  Promise.all([...vms.imageSockets].map((socket) => once(socket, 'close')));

/** When the pictures are shown, in ms from the first, from the time stamps of the MPEG-TS. */
export async function shown({ body, container }: VmsVideoStream): Promise<number[]> {
  expect(container).toBe('mp2t');
  const bytes = await buffer(body);
  const stamps: number[] = [];
  for (let packet = 0; packet < bytes.length; packet += 188) {
    const start = packet + 5 + bytes.readUInt8(packet + 4);
    if ((bytes.readUInt16BE(packet + 1) & 0x5fff) !== 0x4100) continue;
    stamps.push(((bytes.readUInt16BE(start + 10) >> 1) << 15) | (bytes.readUInt16BE(start + 12) >> 1));
  }
  return stamps.map((stamp) => (stamp - (stamps[0] ?? 0)) / 90);
}
