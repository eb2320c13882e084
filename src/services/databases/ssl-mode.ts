import type { EngineDescription } from '../../domain/database/engines';
import { invalidField } from '../../domain/error';

/** @throws AppError 422 for a mode that the engine does not know */
export function requireSslMode({ label, sslModes }: EngineDescription, mode: string | null): void {
  if (mode === null || sslModes.some((each) => each === mode)) return;
  throw invalidField(
    'ssl_mode',
    sslModes.length > 0
      ? `${label} supports the modes ${sslModes.join(', ')}.`
      : `${label} has no modes: its connections are either encrypted or not.`,
  );
}
