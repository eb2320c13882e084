import { z } from 'zod';
import { base64Text } from '../input/base64-text';
import { multiLine } from '../input/text';

const MAX_BYTES = 64 * 1024;

/** The `*_conf` fields: the engine's own configuration file as base64; parses to the text, `""` to null. */
export const configurationText = z
  .string()
  .pipe(base64Text)
  .pipe(multiLine(MAX_BYTES))
  .transform((text) => (text.trim() === '' ? null : text));
