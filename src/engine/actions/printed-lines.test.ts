import { expect, it } from 'vitest';
import { PrintedLines } from './printed-lines';

function collect(most = 1000) {
  const written: string[][] = [];
  const log = {
    lines: async (lines: readonly { stream: string; text: string }[]) =>
      void written.push(lines.map(({ stream, text }) => `${stream} ${text}`)),
    problem: async (text: string) => void written.push([text]),
  };
  return { written, printed: new PrintedLines(log, most) };
}

it('writes each line when it is whole, and keeps the streams apart', async () => {
  const { written, printed } = collect();
  await printed.push({ stream: 'stdout', text: 'one\r\ntw' });
  await printed.push({ stream: 'stderr', text: 'oops\n' });
  expect(written).toEqual([['stdout one'], ['stderr oops']]);
  await printed.push({ stream: 'stdout', text: 'o\n\nthree\0' });
  await printed.end();
  expect(written.slice(2)).toEqual([['stdout two', 'stdout '], ['stdout three\uFFFD']]);
});

it('says once that there was more than is kept', async () => {
  const { written, printed } = collect(10);
  for (const text of ['12345678\n', '12345678\n', '12345678\n'])
    await printed.push({ stream: 'stdout', text });
  await printed.end();
  expect(written).toEqual([
    ['stdout 12345678'],
    ['stdout 12345678'],
    ['The output was longer; only its end is kept.'],
  ]);
});

it('does not wait for the end of a line that has none', async () => {
  const { written, printed } = collect(1_000_000);
  await printed.push({ stream: 'stdout', text: 'x'.repeat(70_000) });
  expect(written[0]?.[0]).toContain('… (cut)');
});
