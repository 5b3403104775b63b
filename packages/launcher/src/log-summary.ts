import { z } from 'zod';

/** What pino writes; 40 is a warning, 50 an error. */
const LogLine = z.object({
  level: z.number(),
  msg: z.string().default(''),
  err: z.object({ message: z.string() }).optional(),
});

const warning = 40;
const quietMs = 60_000;

/**
 * Turns the programs' log lines into the few that belong on the terminal: warnings and errors in plain text, and
 * one that comes again within a minute not again.
 */
export class LogSummary {
  private readonly shownAt = new Map<string, number>();

  constructor(
    private readonly options: { all: boolean },
    private readonly now: () => number = Date.now,
  ) {}

  /** The text to show for a program's line, if any. */
  textFor(name: string, line: string): string | undefined {
    if (this.options.all) return `${name} | ${line}`;
    const text = summarise(line);
    if (text === undefined) return undefined;
    const shown = `! ${name}: ${text}`;
    const now = this.now();
    for (const [known, at] of this.shownAt) if (now - at >= quietMs) this.shownAt.delete(known);
    if (this.shownAt.has(shown)) return undefined;
    this.shownAt.set(shown, now);
    return shown;
  }
}

function summarise(line: string): string | undefined {
  const parsed = LogLine.safeParse(asJson(line));
  if (!parsed.success || parsed.data.level < warning) return undefined;
  const { msg, err } = parsed.data;
  const cause = err && !msg.includes(err.message) ? err.message : '';
  return [msg, cause].filter((text) => text !== '').join(': ');
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
