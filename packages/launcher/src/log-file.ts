import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';

const keptFiles = 3;
const defaultMaxBytes = 20 * 1024 * 1024;

/**
 * The log of one program: a new file at each start and whenever it has grown too large; the last ones are kept
 * as `<name>.log.1` and so on. Lines are written at once, so that none is lost when we are killed.
 */
export class LogFile {
  private descriptor: number;
  private bytes = 0;

  constructor(
    private readonly path: string,
    private readonly maxBytes = defaultMaxBytes,
  ) {
    this.descriptor = this.begin();
  }

  write(line: string): void {
    if (this.bytes >= this.maxBytes) {
      closeSync(this.descriptor);
      this.descriptor = this.begin();
    }
    this.bytes += writeSync(this.descriptor, `${line}\n`);
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private begin(): number {
    const name = (age: number) => (age === 0 ? this.path : `${this.path}.${age}`);
    for (let age = keptFiles - 1; age >= 0; age -= 1) {
      if (existsSync(name(age))) renameSync(name(age), name(age + 1));
    }
    this.bytes = 0;
    return openSync(this.path, 'w', 0o600);
  }
}
