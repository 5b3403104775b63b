import { Client } from 'pg';

const RECONNECT_MS = 1_000;

export interface ListenOptions {
  /** `postgresql://…` */
  url: string;
  channel: string;
  applicationName: string;
  /** From now on nothing is missed: when the connection stands, at first and after each break. */
  onListening: () => void;
  /** `payload` is what was said with it; empty when nothing was. */
  onNotification: (payload: string) => void;
  /** Notifications may be missed until `onListening` comes again. */
  onBreak: (error: Error | undefined) => void;
}

export interface Listening {
  close(): Promise<void>;
}

/** Holds one connection that LISTENs on `channel`, a name of ours, and opens another when it breaks. */
export function listen(options: ListenOptions): Listening {
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const broken = (of: Client, error?: Error) => {
    if (closed || of !== client) return;
    client = undefined;
    options.onBreak(error);
    retry = setTimeout(open, RECONNECT_MS);
  };
  const open = () => {
    const opened = new Client({
      connectionString: options.url,
      application_name: options.applicationName,
      connectionTimeoutMillis: 5_000,
    });
    client = opened;
    opened.on('notification', ({ payload }) => options.onNotification(payload ?? ''));
    opened.on('error', (error) => broken(opened, error));
    opened.once('end', () => broken(opened));
    opened
      .connect()
      .then(() => opened.query(`LISTEN ${opened.escapeIdentifier(options.channel)}`))
      .then(
        () => opened === client && options.onListening(),
        (error: Error) => broken(opened, error),
      );
  };
  open();
  return {
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}
