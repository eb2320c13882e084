import { WrongUse } from './wrong-use';

/** Read `--set field=value`: true, false, null, numbers and JSON as such, everything else as text. */
export function readSettings(pairs: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const mark = pair.indexOf('=');
      if (mark < 1) throw new WrongUse(`--set ${pair} has no value. Write --set field=value.`);
      return [pair.slice(0, mark), parsed(pair.slice(mark + 1))];
    }),
  );
}

function parsed(text: string): unknown {
  if (!/^(true|false|null|-?\d+(\.\d+)?|[[{"].*)$/s.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text; // starts like JSON, but is not
  }
}
