import { expect, test } from 'vitest';
import { deploy, machineWithPrevious } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { MemoryArchive } from '../testing/memory-archive';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';

const spec = sampleSpec();
const never = () => new AbortController().signal;
const namesIn = (archive: MemoryArchive) => [...archive.logs.keys()];

test('the log of the container that is replaced is kept', async () => {
  const host = await machineWithPrevious(spec);
  const archive = new MemoryArchive();
  await deploy(spec, host, new MemoryJournal(), never(), archive);
  const name = `${spec.workload.uuid}-dep0000`;
  expect(archive.logs.get(name)).toMatchObject({
    container: { name, deploymentUuid: 'dep0000', exitCode: 0 },
    lines: [{ text: `last words of ${name}` }],
  });
  expect(namesIn(archive)).toEqual([name]);
});

test('with a fixed name it is kept under that name, not under the one it was parked with', async () => {
  const fixed = sampleSpec({ container: { ...spec.component.container, fixedName: 'shop' } });
  const host = await machineWithPrevious(fixed);
  const archive = new MemoryArchive();
  const { outcome } = await deploy(fixed, host, new MemoryJournal(), never(), archive);
  expect([outcome, ...namesIn(archive)]).toEqual(['finished', 'shop']);
});

test('the log of a version that crashed is kept with its exit code', async () => {
  const host = new DoubleHost();
  host.docker.onStart = (container) => {
    if (container.spec.labels['gantry.kind'] !== 'application') return;
    container.status = 'exited';
    container.exitCode = 3;
  };
  const archive = new MemoryArchive();
  const { outcome } = await deploy(spec, host, new MemoryJournal(), never(), archive);
  expect(outcome).toBe('failed');
  const name = `${spec.workload.uuid}-${spec.operationUuid}`;
  expect(archive.logs.get(name)?.container).toMatchObject({ exitCode: 3 });
});

test('a log that cannot be read is one line, and the release goes on', async () => {
  const host = await machineWithPrevious(spec);
  const tails: number[] = [];
  host.docker.readLog = async (_id, { tail }) => {
    tails.push(tail);
    throw new Error('configured logging driver does not support reading');
  };
  const journal = new MemoryJournal();
  const archive = new MemoryArchive();
  const { outcome } = await deploy(spec, host, journal, never(), archive);
  expect(outcome).toBe('finished');
  expect(tails).toEqual([200_000, 1_000]);
  expect(namesIn(archive)).toEqual([]);
  const name = `${spec.workload.uuid}-dep0000`;
  expect(journal.lines.map(({ text }) => text)).toContain(
    `The log of ${name} could not be saved: configured logging driver does not support reading`,
  );
});
