import { describe, expect, it } from 'vitest';
import { LogLineReader } from './log-lines';
import { sinceSeconds } from './logs';

const at = (second: number) => `2026-01-02T03:04:0${second}.123456789Z`;

function frame(stream: 1 | 2, text: string | Buffer): Buffer {
  const bytes = Buffer.from(text);
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

/** Read the bytes in pieces of this size. */
function read(bytes: Buffer, size: number) {
  const reader = new LogLineReader();
  const lines = [];
  for (let from = 0; from < bytes.length; from += size)
    lines.push(...reader.push(bytes.subarray(from, from + size)));
  return [...lines, ...reader.end()];
}

describe('log lines', () => {
  const bytes = Buffer.concat([
    frame(1, `${at(1)} first\n`),
    frame(2, `${at(2)} to stderr\r\n`),
    frame(1, `${at(3)} \n`),
    frame(1, `${at(4)} grüß`),
  ]);

  it.each([1, 3, 7, 1000])('takes frames apart that arrive in pieces of %i bytes', (size) => {
    expect(read(bytes, size)).toEqual([
      { stream: 'stdout', timestamp: at(1), text: 'first' },
      { stream: 'stderr', timestamp: at(2), text: 'to stderr' },
      { stream: 'stdout', timestamp: at(3), text: '' },
      { stream: 'stdout', timestamp: at(4), text: 'grüß' },
    ]);
  });

  it('joins a line that Docker split, also inside a character', () => {
    const text = Buffer.from('a€b');
    const pieces = [text.subarray(0, 2), text.subarray(2)];
    const frames = pieces.map((piece, index) => {
      const end = index === 1 ? '\n' : '';
      return frame(1, Buffer.concat([Buffer.from(`${at(index)} `), piece, Buffer.from(end)]));
    });
    expect(read(Buffer.concat(frames), 1000)).toEqual([{ stream: 'stdout', timestamp: at(0), text: 'a€b' }]);
  });

  it('cuts endless lines with a mark', () => {
    const long = Array.from({ length: 10 }, () => frame(1, `${at(1)} ${'x'.repeat(16_384)}`));
    const [line] = read(Buffer.concat([...long, frame(1, `${at(1)} \n`)]), 50_000);
    expect(line?.text).toBe(`${'x'.repeat(65_536)}… [line cut]`);
  });

  it('reads a container with a terminal, which has no frames', () => {
    const lines = read(Buffer.from(`${at(1)} plain\r\n${at(2)} text\r\n`), 1000);
    expect(lines.map(({ timestamp, text }) => [timestamp, text])).toEqual([
      [at(1), 'plain'],
      [at(2), 'text'],
    ]);
  });

  it('replaces invalid UTF-8', () => {
    expect(
      read(frame(1, Buffer.concat([Buffer.from(`${at(1)} a`), Buffer.from([0xff, 0x0a])])), 99)[0]?.text,
    ).toBe('a\ufffd');
  });
});

describe('since', () => {
  it('keeps nanoseconds', () => {
    expect(sinceSeconds('1970-01-01T00:00:01.000000001Z')).toBe('1.000000001');
    expect(sinceSeconds('1970-01-01T01:00:02.5+01:00')).toBe('2.500000000');
    expect(sinceSeconds('1970-01-01T00:00:03Z')).toBe('3.000000000');
  });

  it('refuses what is not a time', () => {
    expect(() => sinceSeconds('yesterday')).toThrow(/timestamp/);
  });
});
