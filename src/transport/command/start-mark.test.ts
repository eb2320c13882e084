import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StartMark } from './start-mark';

const mark = 'gantry-0123456789';

/** Return everything that passes the filter, in pieces cut at these places. */
function through(bytes: Buffer, cuts: number[]) {
  const filter = new StartMark(mark);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const passed = ends.map((end, index) => filter.filter(bytes.subarray(ends[index - 1] ?? 0, end)));
  return { filter, text: Buffer.concat([...passed, filter.end()]).toString('latin1') };
}

it('takes out everything up to the line of the mark, however it arrives', () => {
  const noise = fc.string({ unit: 'binary-ascii', maxLength: 100 });
  fc.assert(
    fc.property(noise, noise, fc.array(fc.nat(300), { maxLength: 12 }), (before, after, cuts) => {
      const { filter, text } = through(Buffer.from(`${before}${mark} 4711\n${after}`), cuts);
      expect([text, filter.found, filter.word]).toEqual([after, true, '4711']);
    }),
  );
});

it('gives back the text when the mark never comes, and no more of it than is worth showing', () => {
  const { filter, text } = through(Buffer.from('This account is not available.\n'), [3, 9]);
  expect([text, filter.found]).toEqual(['This account is not available.\n', false]);
  expect(through(Buffer.alloc(5_000_000, 'x'), [1_000_000]).text.length).toBeLessThan(20_000);
});

it('lets a long text of a login file pass without keeping it', () => {
  const { text } = through(Buffer.from(`${'motd\n'.repeat(100_000)}${mark}\noutput`), [77_777, 400_000]);
  expect(text).toBe('output');
});
