import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { KeptOutput } from '../output/kept-output';
import { Redactor } from '../redaction/redactor';
import { CommandOutput } from './command-output';
import { ProcessMark } from './process-mark';

describe('kept output', () => {
  it('keeps up to the limit for both streams together and counts the rest', () => {
    const kept = new KeptOutput(10);
    kept.add({ stream: 'stdout', text: '123456' });
    kept.add({ stream: 'stderr', text: 'abcdef' });
    kept.add({ stream: 'stdout', text: '789' });
    expect([kept.text('stdout'), kept.text('stderr'), kept.droppedBytes]).toEqual(['123456', 'abcd', 5]);
  });

  it('does not cut a character in two', () => {
    const kept = new KeptOutput(4);
    kept.add({ stream: 'stdout', text: 'ab€' });
    expect([kept.text('stdout'), kept.droppedBytes]).toEqual(['ab', 3]);
  });
});

it('passes on and keeps the same redacted text', () => {
  const seen: string[] = [];
  const output = new CommandOutput(new Redactor([new Secret('hunter22')]), ({ text }) => seen.push(text));
  for (const piece of ['pass hun', 'ter22 ok\n', 'hunt']) output.push('stdout', Buffer.from(piece));
  const { stdout, code } = output.result(3);
  expect([stdout, code]).toEqual(['pass <REDACTED> ok\nhunt', 3]);
  expect(seen.join('')).toBe(stdout);
});

describe('process mark', () => {
  it('takes the line with the process id out of stderr, however it arrives', () => {
    for (const size of [1, 2, 5, 100]) {
      const mark = new ProcessMark('gantry-1');
      const bytes = Buffer.from('motd\ngantry-1 42\nreal error\n');
      let rest = '';
      for (let from = 0; from < bytes.length; from += size)
        rest += mark.filter(bytes.subarray(from, from + size));
      expect([rest + mark.end(), mark.pid]).toEqual(['motd\nreal error\n', 42]);
    }
  });

  it('gives back everything when the mark never comes', () => {
    const mark = new ProcessMark('gantry-1');
    const text = `${mark.filter(Buffer.from('sudo: a password is required\n'))}${mark.end()}`;
    expect([text, mark.pid]).toEqual(['sudo: a password is required\n', undefined]);
    const flooded = new ProcessMark('gantry-1');
    expect(flooded.filter(Buffer.alloc(20_000, 'x'))).toHaveLength(20_000);
  });
});
