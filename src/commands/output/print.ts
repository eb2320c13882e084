import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';

export type Row = Readonly<Record<string, unknown>>;

/** Print rows as a table with these columns, or as JSON if fields are requested. */
export function printRows(
  terminal: Terminal,
  rows: readonly Row[],
  columns: readonly string[],
  json?: string,
): void {
  if (json !== undefined) printJson(terminal, rows, json);
  else if (rows.length === 0) terminal.process.stderr.write('Nothing found.\n');
  else printTable(terminal, rows, columns);
}

function printTable(terminal: Terminal, rows: readonly Row[], columns: readonly string[]): void {
  const table = rows.map((row) => columns.map((column) => cell(row[column])));
  if (!terminal.process.stdout.isTTY) {
    // For scripts: no header, and one tab between the cells.
    terminal.process.stdout.write(table.map((cells) => `${cells.join('\t')}\n`).join(''));
    return;
  }
  const head = columns.map((column) => column.replaceAll('_', ' ').toUpperCase());
  const widths = columns.map((_, at) => Math.max(...[head, ...table].map((cells) => cells[at]?.length ?? 0)));
  for (const cells of [head, ...table])
    terminal.process.stdout.write(
      `${cells
        .map((each, at) => each.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}

/** Print one object as `name: value` lines, or as JSON. */
export function printObject(terminal: Terminal, object: Row, json?: string): void {
  if (json !== undefined) {
    printJson(terminal, object, json);
    return;
  }
  for (const [name, value] of Object.entries(object))
    if (value !== null && value !== undefined && value !== '')
      terminal.process.stdout.write(`${name}: ${cell(value)}\n`);
}

function printJson(terminal: Terminal, value: Row | readonly Row[], fields: string): void {
  const names = fields.split(',').filter(Boolean);
  const shown = Array.isArray(value) ? value.map((row: Row) => part(row, names)) : part(value as Row, names); // no array
  terminal.process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
}

function part(row: Row, names: readonly string[]): Row {
  if (names.length === 0) return row;
  return Object.fromEntries(
    names.map((name) => {
      if (!(name in row))
        throw new WrongUse(
          `There is no field ${name}. Available fields: ${Object.keys(row).sort().join(', ')}.`,
        );
      return [name, row[name]];
    }),
  );
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
