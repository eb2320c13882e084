import { describe, expect, it } from 'vitest';
import { StepLog } from '../step/step-log';
import { MemoryJournal } from '../testing/memory-journal';
import { VirtualClock } from '../testing/virtual-clock';
import { JobOutput } from './job-output';

function output() {
  const journal = new MemoryJournal();
  return { journal, out: new JobOutput('job', new StepLog(journal, new VirtualClock(), 'build')) };
}

const chunk = (text: string) => ({ stream: 'stdout' as const, text });

describe('the output of a job', () => {
  it('is stored with its offset only where a line ends', async () => {
    const { journal, out } = output();
    await out.push(chunk('one\ntw'), 6);
    expect((await journal.load()).jobOffsets).toEqual({});
    await out.push(chunk('o\n'), 8);
    expect((await journal.load()).jobOffsets).toEqual({ job: 8 });
    await out.push(chunk('three'), 13);
    await out.end();
    expect((await journal.load()).jobOffsets).toEqual({ job: 13 });
    expect(journal.text()).toBe('one\ntwo\nthree');
  });

  it('keeps the last state of a progress bar and cuts endless lines', async () => {
    const { journal, out } = output();
    await out.push(chunk(`10%\r50%\r100%\r\n${'x'.repeat(70_000)}\n`), 1);
    expect(journal.lines[0]?.text).toBe('100%');
    expect(journal.lines[1]?.text).toMatch(/^x{65536} … \(cut\)$/);
  });

  it('takes a line that never ends at the cost of a line', async () => {
    const { journal, out } = output();
    const megabyte = chunk('x'.repeat(1024 * 1024));
    const start = process.cpuUsage();
    for (let at = 1; at <= 300; at += 1) await out.push(megabyte, at);
    await out.push(chunk('\nnext\n'), 400);
    expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
    expect(journal.lines.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^x{65536} … \(cut\)$/),
      'next',
    ]);
  });
});
