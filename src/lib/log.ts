import { type Logger, pino } from 'pino';

export type { Logger };

/** JSON lines on standard output. Secrets print themselves as `<REDACTED>` (domain/secret.ts). */
export function createLogger(level: string): Logger {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
}
