import { bold, dim, green } from '../steps.mjs';

/** Rows of [label, value] in a frame. */
export function box(title, rows) {
  const labels = Math.max(...rows.map(([label]) => label.length));
  const plain = rows.map(([label, value]) => `${label.padEnd(labels)}  ${value}`);
  const width = Math.max(title.length, ...plain.map((line) => line.length));
  const frame = (line, shown) => `${dim('│')}  ${shown}${' '.repeat(width - line.length)}  ${dim('│')}`;
  return [
    '',
    dim(`╭${'─'.repeat(width + 4)}╮`),
    frame(title, green(bold(title))),
    frame('', ''),
    ...rows.map(([label, value], index) =>
      frame(plain[index], `${dim(label.padEnd(labels))}  ${bold(value)}`),
    ),
    dim(`╰${'─'.repeat(width + 4)}╯`),
    '',
  ].join('\n');
}
