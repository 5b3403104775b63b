/** One thing worth telling an operator. Never headers, bodies or query strings. */
export interface LogEntry {
  level: 'info' | 'warn' | 'error';
  message: string;
  requestId?: string;
}

export type Log = (entry: LogEntry) => void;
