import { describe, expect, it } from 'vitest';
import { foldsOf, isSameFolds, type LogSection, longSection } from './folds';
import type { LogChunkLines, LogLine } from './line-buffer';

const line = (sequence: number, step: string | null): LogLine => ({
  sequence,
  text: `line ${sequence}`,
  stream: 'stdout',
  hidden: false,
  at: null,
  step,
});

/** Build one chunk with this number of lines for each step. */
function chunkOf(counts: Record<string, number>): LogChunkLines[] {
  let sequence = 0;
  const lines = Object.entries(counts).flatMap(([step, count]) =>
    Array.from({ length: count }, () => line(sequence++, step)),
  );
  return [{ first: 0, lines }];
}

const section = (isDone: boolean): LogSection => ({ title: 'Build the image', isDone });
const noChoices = new Map<string, boolean>();

describe('foldsOf', () => {
  it('folds long sections that ended well', () => {
    const sections = new Map([
      ['build', section(true)],
      ['pull', section(true)],
      ['start', section(false)],
    ]);
    const chunks = chunkOf({ build: longSection + 1, pull: longSection, start: longSection + 1 });
    expect([...foldsOf(chunks, sections, noChoices)]).toEqual([['build', longSection + 1]]);
  });

  it('counts a section over all chunks', () => {
    const [chunk] = chunkOf({ build: longSection });
    const chunks = [chunk, { first: longSection, lines: [line(longSection, 'build')] }].filter((c) => !!c);
    expect(foldsOf(chunks, new Map([['build', section(true)]]), noChoices).get('build')).toBe(
      longSection + 1,
    );
  });

  it('keeps to what the reader chose', () => {
    const sections = new Map([
      ['build', section(true)],
      ['pull', section(true)],
    ]);
    const choices = new Map([
      ['build', false],
      ['pull', true],
    ]);
    const chunks = chunkOf({ build: longSection + 1, pull: 2 });
    expect([...foldsOf(chunks, sections, choices)]).toEqual([['pull', 2]]);
  });

  it('never folds lines that have no heading', () => {
    const chunks = [{ first: 0, lines: Array.from({ length: 100 }, (_, at) => line(at, null)) }];
    expect(foldsOf(chunks, new Map(), noChoices).size).toBe(0);
    expect(foldsOf(chunkOf({ lost: 100 }), new Map(), noChoices).size).toBe(0);
  });
});

describe('isSameFolds', () => {
  it('compares steps and their numbers', () => {
    const folds = new Map([['build', 50]]);
    expect(isSameFolds(folds, new Map([['build', 50]]))).toBe(true);
    expect(isSameFolds(folds, new Map([['build', 51]]))).toBe(false);
    expect(isSameFolds(folds, new Map())).toBe(false);
    expect(isSameFolds(folds, new Map([['pull', 50]]))).toBe(false);
  });
});
