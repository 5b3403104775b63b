import { join } from 'node:path';
import { LogFile } from './log-file.ts';
import { LogSummary } from './log-summary.ts';

/** Each program's log file, and the warnings of all on the terminal. */
export class ProgramLogs {
  private readonly summary: LogSummary;
  private readonly unwritable = new Set<string>();
  private readonly files = new Map<string, LogFile>();

  constructor(
    readonly directory: string,
    private readonly options: { all: boolean; report(line: string): void },
  ) {
    this.summary = new LogSummary(options);
  }

  /** What takes a program's lines; one that is started again goes on with its file. */
  writer(name: string): (line: string) => void {
    const known = this.files.get(name);
    const file = known ?? new LogFile(join(this.directory, `${name}.log`));
    this.files.set(name, file);
    return (line) => {
      this.keep(name, file, line);
      const text = this.summary.textFor(name, line);
      if (text !== undefined) this.options.report(text);
    };
  }

  /** A full disk costs the lines that don't fit, not the programs. */
  private keep(name: string, file: LogFile, line: string): void {
    try {
      file.write(line);
      this.unwritable.delete(name);
    } catch (error) {
      if (this.unwritable.has(name)) return;
      this.unwritable.add(name);
      this.options.report(
        `! the log of ${name} cannot be written: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}
