import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import type { Clock } from '../../lib/clock';
import { ConnectFailure, ConnectionLost, DeadlineExceeded } from '../ssh/failures';
import { type FollowSlice, followJob } from './follow';
import type { JobFollowOptions } from './jobs';

/** What one poll of the job returns: bytes, then a line or a failure. */
interface Look {
  bytes?: string;
  line?: string;
  error?: Error;
}

function setting(looks: Look[], options: Partial<JobFollowOptions> = {}) {
  const waits: number[] = [];
  const offsets: number[] = [];
  const given: [string, number][] = [];
  const clock: Clock = {
    now: () => new Date(0),
    monotonicMs: () => 0,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
    },
  };
  const slice: FollowSlice = async (offset, onBytes) => {
    offsets.push(offset);
    const { bytes, line, error } = looks.shift() ?? { line: 'ended exit 0 0' };
    if (bytes) onBytes(Buffer.from(bytes));
    if (error) throw error;
    return line ?? 'running';
  };
  const run = (signal = new AbortController().signal) =>
    followJob(
      'job-1',
      {
        offset: 0,
        deadlineMs: 1000,
        onOutput: ({ text }, offset) => {
          given.push([text, offset]);
        },
        ...options,
      },
      slice,
      clock,
      signal,
    );
  return { run, waits, offsets, given };
}

const lost = () => new ConnectionLost('10.0.0.1', 'follow');

describe('following a job', () => {
  it('gives whole lines with the offset after them', async () => {
    const { run, given, offsets } = setting([
      { bytes: 'one\ntw' },
      { bytes: 'o\nthr' },
      { bytes: 'ee', line: 'ended exit 5 9' },
    ]);
    expect(await run()).toEqual({ code: 5, offset: 13, droppedBytes: 9 });
    expect(given).toEqual([
      ['one\n', 4],
      ['two\n', 8],
      ['three', 13],
    ]);
    expect(offsets).toEqual([0, 6, 11]);
  });

  it('waits longer and longer while the machine is away, and goes on where it was', async () => {
    const away = () => new ConnectFailure('unreachable', 'away');
    const { run, given, waits, offsets } = setting([
      { bytes: 'a\nb', error: lost() },
      { error: away() },
      { error: new DeadlineExceeded('look', 5) },
      { bytes: 'c\n' },
      { error: lost() },
    ]);
    await run();
    expect(given.map(([text]) => text).join('')).toBe('a\nbc\n');
    expect(offsets).toEqual([0, 3, 3, 3, 5, 5]);
    expect(waits).toEqual([500, 1000, 2000, 500]);
  });

  it('gives up where waiting cannot help', async () => {
    const refused = new ConnectFailure('authentication', 'refused');
    await expect(setting([{ error: refused }]).run()).rejects.toBe(refused);
    const conflict = new AppError('conflict', 'host key');
    await expect(setting([{ error: conflict }]).run()).rejects.toBe(conflict);
  });

  it.each([
    ['missing', /never started/],
    ['rebooted', /machine restarted/],
    ['gone', /supervisor was killed/],
    ['', /without a status/],
    ['ended late 143 0', /before its deadline/],
  ])('says what happened: %s', async (line, words) => {
    const { run, waits } = setting([{ line }]);
    await expect(run()).rejects.toThrow(words);
    expect(waits).toEqual([]);
  });

  it('never takes a killed job for a good one', async () => {
    expect(await setting([{ line: 'ended killed 0 0' }]).run()).toMatchObject({ code: 143 });
  });

  it('resumes from the offset it was given, and holds back a secret of several lines', async () => {
    const { run, given, offsets } = setting([{ bytes: 'x top\n' }, { bytes: 'secret y\n' }], {
      offset: 100,
      secrets: [new Secret('top\nsecret')],
    });
    await run();
    expect(offsets[0]).toBe(100);
    expect(given).toEqual([['x <REDACTED> y\n', 115]]);
  });

  it('takes no more output while the last was not stored', async () => {
    const events: string[] = [];
    const { run } = setting([{ bytes: 'a\n' }, { bytes: 'b\n' }], {
      onOutput: async ({ text }) => {
        events.push(`begin ${text.trim()}`);
        await Promise.resolve();
        events.push(`end ${text.trim()}`);
      },
    });
    await run();
    expect(events).toEqual(['begin a', 'end a', 'begin b', 'end b']);
  });

  it('fails when storing fails', async () => {
    const onOutput = () => Promise.reject(new Error('database gone'));
    await expect(setting([{ bytes: 'a\n' }], { onOutput }).run()).rejects.toThrow('database gone');
  });

  it('ends by its signal while it waits', async () => {
    const stop = new AbortController();
    stop.abort(new Error('cancelled'));
    await expect(setting([{ error: lost() }]).run(stop.signal)).rejects.toThrow('cancelled');
  });
});
