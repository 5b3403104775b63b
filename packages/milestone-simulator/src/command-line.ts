import { parseArgs } from 'node:util';

/** The command line makes no sense; the message says how it does. */
export class CliError extends Error {
  override name = 'CliError';
}

/** Each option stands for a variable. */
const settings = {
  scenario: { variable: 'SIMULATOR_SCENARIO', value: 'FILE', says: 'the site to simulate, a YAML file' },
  port: { variable: 'SIMULATOR_PORT', value: 'PORT', says: 'of gateway and REST contract; 8090, 0 for any' },
  'recorder-port': {
    variable: 'SIMULATOR_RECORDER_PORT',
    value: 'PORT',
    says: 'of the first recorder, the others follow; 7563, 0 for any',
  },
  host: { variable: 'SIMULATOR_HOST', value: 'HOST', says: 'the address to listen on; 127.0.0.1' },
  'public-host': {
    variable: 'SIMULATOR_PUBLIC_HOST',
    value: 'HOST',
    says: 'the name or address by which clients come; --host',
  },
  tls: {
    variable: 'SIMULATOR_TLS',
    value: 'WHERE',
    says: 'speaks TLS at the recorders, or all: the gateway too',
  },
  'tls-name': {
    variable: 'SIMULATOR_TLS_NAME',
    value: 'NAME',
    says: 'whom the certificate is for that is made; --public-host',
  },
  'tls-key': { variable: 'SIMULATOR_TLS_KEY_FILE', value: 'FILE', says: 'a private key of your own, PEM' },
  'tls-cert': {
    variable: 'SIMULATOR_TLS_CERT_FILE',
    value: 'FILE',
    says: 'the certificate of that key, PEM',
  },
  footage: {
    variable: 'SIMULATOR_FOOTAGE',
    value: 'FILE',
    says: 'a film to show instead of the drawn scene',
  },
  'xprotect-version': {
    variable: 'SIMULATOR_XPROTECT_VERSION',
    value: 'VERSION',
    says: 'whose manners: 2023R2, 2025R1 or 2025R3',
  },
} as const;

/** What holds for people who start it by hand: XProtect is spoken, at its own port. */
export const defaults = { SIMULATOR_RECORDER_PORT: '7563' };

const rows = Object.entries(settings).map(([name, { variable, value, says }]) => [
  `--${name} ${value}`,
  `${says} (${variable})`,
]);

export const helpText = `milestone-simulator: a Milestone VMS to develop and test against

  milestone-simulator [options]

${[
  ...rows,
  ['--rest-only', 'the REST contract alone, without XProtect’s own protocols'],
  ['--help', 'this text'],
  ['--version', 'the version'],
]
  .map(([option = '', says]) => `  ${option.padEnd(28)}${says}`)
  .join('\n')}

An option is stronger than its variable. The account is SIMULATOR_USERNAME and SIMULATOR_PASSWORD
(playhead, playhead-simulator). Prints "ready http://…" once it listens; SIGINT or SIGTERM ends it.`;

/** Says in a message which option stands for a variable, for who knows the options. */
export const withOptions = (message: string): string =>
  message.replace(/\bSIMULATOR_\w+/g, (name) => {
    const [option] = Object.entries(settings).find(([, { variable }]) => variable === name) ?? [];
    return option === undefined ? name : `--${option} (${name})`;
  });

export interface CommandLine {
  wish: 'help' | 'version' | 'run';
  /** Stronger than the environment; `undefined` unsets. */
  variables: Record<string, string | undefined>;
}

/** @throws CliError */
export function readCommandLine(words: readonly string[]): CommandLine {
  const { help, version, 'rest-only': restOnly, ...given } = parse(words);
  const variables: Record<string, string | undefined> = {};
  for (const [name, { variable }] of Object.entries(settings)) {
    const value: unknown = Object.entries(given).find(([option]) => option === name)?.[1];
    if (typeof value === 'string') variables[variable] = value;
  }
  if (restOnly) variables.SIMULATOR_RECORDER_PORT = undefined;
  return { wish: help ? 'help' : version ? 'version' : 'run', variables };
}

function parse(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...words],
      options: {
        ...Object.fromEntries(Object.keys(settings).map((name) => [name, text])),
        'rest-only': flag,
        help: { ...flag, short: 'h' },
        version: { ...flag, short: 'v' },
      },
    }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CliError(`${message.replace(/\.?$/, '.')} See --help.`);
  }
}
