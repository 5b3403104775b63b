import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ConfigError } from '@playhead/service-kit';

const MIN_KEY_BYTES = 32;

/** The secret that all instances of playback share. Each purpose gets a key of its own, derived from it. */
export class SigningKey {
  private constructor(private readonly secret: Buffer) {}

  /** @throws ConfigError when the file is missing or its secret too short. */
  static async fromFile(path: string): Promise<SigningKey> {
    const secret = await readFile(path).catch((cause: unknown) => {
      throw new ConfigError(`PLAYBACK_SIGNING_KEY_FILE: ${path} can't be read.`, { cause });
    });
    if (secret.length >= MIN_KEY_BYTES) return new SigningKey(secret);
    throw new ConfigError(`PLAYBACK_SIGNING_KEY_FILE: ${path} holds less than ${MIN_KEY_BYTES} bytes.`);
  }

  for(purpose: 'segment-links' | 'export-links'): Buffer {
    return createHmac('sha256', this.secret).update(purpose).digest();
  }
}
