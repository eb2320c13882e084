import { parse, TomlError } from 'smol-toml';
import type { ComposeProblem } from '../../domain/compose/problem';
import { LaxTomlError, readLaxToml } from './lax-toml';

const MAX_LENGTH = 2 * 1024 * 1024;

/** Read TOML as plain values; a file that is not strict TOML is read as its author meant it. */
export function readToml(
  text: string,
): { ok: true; value: Record<string, unknown> } | { ok: false; problem: ComposeProblem } {
  if (text.length > MAX_LENGTH) return refusal(1, 1, 'The file is too large.');
  try {
    return { ok: true, value: parse(text) };
  } catch (strict) {
    if (!(strict instanceof TomlError)) throw strict;
    try {
      return { ok: true, value: readLaxToml(text) };
    } catch (lax) {
      if (!(lax instanceof LaxTomlError)) throw lax;
      const reason = strict.message.split('\n')[0] ?? 'is not valid TOML';
      return refusal(strict.line, strict.column, `${reason.replace(/^Invalid TOML document: /, '')}.`);
    }
  }
}

function refusal(line: number, column: number, message: string): { ok: false; problem: ComposeProblem } {
  return { ok: false, problem: { line, column, message: `template.toml: ${message}` } };
}
