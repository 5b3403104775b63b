/** Where progress is shown. */
export interface Terminal {
  write(text: string): void;
  /** Whether a line can be written over. */
  readonly rewritable: boolean;
}

const eraseLine = '\r\u001b[K';

/** Shows one line for each step of the start, with the seconds it took. */
export class Progress {
  private current: string | undefined;

  constructor(
    private readonly terminal: Terminal,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Runs a step; its line ends in ✓, or in ✗ when it throws. */
  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    const begun = this.now();
    const seconds = () => ((this.now() - begun) / 1000).toFixed(1);
    this.current = title;
    this.draw();
    try {
      const result = await work();
      this.end(`✓ ${title} (${seconds()} s)`);
      return result;
    } catch (error) {
      this.end(`✗ ${title} (${seconds()} s)`);
      throw error;
    }
  }

  /** Prints a line of its own, above the step under way. */
  line(text: string): void {
    this.terminal.write(`${this.erase()}${text}\n`);
    this.draw();
  }

  private end(line: string): void {
    this.terminal.write(`${this.erase()}${line}\n`);
    this.current = undefined;
  }

  private draw(): void {
    if (this.terminal.rewritable && this.current !== undefined) this.terminal.write(`… ${this.current}`);
  }

  private erase(): string {
    return this.terminal.rewritable && this.current !== undefined ? eraseLine : '';
  }
}
