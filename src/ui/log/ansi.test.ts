import { expect, test } from 'vitest';
import { parseAnsi, stripAnsi } from './ansi';

const ESC = '\u001b';

test('colours and bold become segments', () => {
  expect(parseAnsi(`plain ${ESC}[1;31merror${ESC}[0m done`)).toEqual([
    { text: 'plain ', color: null, bold: false },
    { text: 'error', color: 'red', bold: true },
    { text: ' done', color: null, bold: false },
  ]);
});

test('bright and palette colours map to the eight', () => {
  expect(parseAnsi(`${ESC}[92ma${ESC}[38;5;9mb${ESC}[38;5;200mc`).map(({ color }) => color)).toEqual([
    'green',
    'red',
    null,
  ]);
});

test('background colours and true colours change nothing, and what follows them still counts', () => {
  expect(parseAnsi(`${ESC}[48;5;3;34ma${ESC}[38;2;1;2;3;1mb`)).toEqual([
    { text: 'a', color: 'blue', bold: false },
    { text: 'b', color: 'blue', bold: true },
  ]);
});

test.each([
  ['clipboard', `${ESC}]52;c;aGk=\u0007text`],
  ['title', `${ESC}]0;owned${ESC}\\text`],
  ['unfinished title', `text${ESC}]0;owned`],
  ['cursor', `${ESC}[2J${ESC}[1;1Htext`],
  ['private mode', `${ESC}[?25ltext${ESC}[?25h`],
  ['device control', `${ESC}P1$r${ESC}\\text`],
  ['bell and null', 'te\u0007xt\u0000'],
])('%s sequences leave no trace', (_, line) => {
  expect(stripAnsi(line)).toBe('text');
  expect(
    parseAnsi(line)
      .map(({ text }) => text)
      .join(''),
  ).toBe('text');
});

test('a redrawn line shows its last drawing', () => {
  expect(stripAnsi('10%\r50%\r100%\r')).toBe('100%');
});

test('a hostile line is read in linear time', () => {
  const line = `${ESC}]`.repeat(100_000);
  const started = performance.now();
  parseAnsi(line);
  expect(performance.now() - started).toBeLessThan(500);
});
