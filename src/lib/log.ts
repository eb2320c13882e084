import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/**
 * Create a logger of JSON lines, on standard output by default. Secrets print themselves as `<REDACTED>`
 * (domain/secret.ts).
 */
export function createLogger(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}
