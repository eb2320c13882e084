import type { ComposeOutcome } from '../../../domain/compose/problem';
import { parsePart } from '../model/parse-part';
import type { CustomPart } from './custom-part';
import { customPart } from './custom-schema';

/** Read the custom part of a proxy's configuration in the format of Caddy's `apps.http.servers`. */
export function parseCustomPart(text: string): ComposeOutcome<CustomPart> {
  const outcome = parsePart(text, customPart, keyRefusal);
  return outcome.ok ? { ...outcome, value: outcome.value as CustomPart } : outcome; // every route of the schema has handlers
}

function keyRefusal(path: readonly PropertyKey[], key: string): string {
  if (path.length === 0) return 'Only gantry_http (port 80) and gantry_https (port 443) can be extended.';
  if (path.length === 1) return `${key} is reserved for Gantry or unknown.`;
  return 'This key is not allowed here.';
}
