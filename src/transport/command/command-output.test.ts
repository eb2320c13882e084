import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { KeptOutput } from '../output/kept-output';
import { Redactor } from '../redaction/redactor';
import { CommandOutput } from './command-output';

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
