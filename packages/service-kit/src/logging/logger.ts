import { Injectable, type LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

/** The injection token of the service's structured logger. */
export const LOGGER = Symbol('logger');

/** What never appears in a log line, wherever it stands in the logged object. */
const secretPaths = [
  'authorization',
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'headers.authorization',
  'headers.cookie',
  'req.headers.authorization',
  'req.headers.cookie',
  'err.config',
  'err.request',
  'err.response',
  'err.cause.config',
  'err.cause.request',
  'err.cause.response',
];

export interface LoggerOptions {
  service: string;
  level: string;
  format: 'json' | 'pretty';
}

/** Structured lines on standard output, times in UTC. */
export function createLogger({ service, level, format }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths, censor: '[redacted]' },
  };
  return format === 'pretty'
    ? pino(options, pretty({ colorize: process.stdout.isTTY, ignore: 'pid,hostname', singleLine: true }))
    : pino(options);
}

/** Nest's own messages, in the same stream. */
@Injectable()
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown) {
    this.logger.debug({ context }, String(message));
  }
  warn(message: unknown, context?: unknown) {
    this.logger.warn({ context }, String(message));
  }
  error(message: unknown, stack?: unknown, context?: unknown) {
    this.logger.error({ context, stack }, String(message));
  }
}
