import { expect, test } from 'vitest';
import { Secret } from '../../domain/secret';
import { deploy, machineWithPrevious } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';

const environment = {
  runtime: [['API_KEY', new Secret('hunter2-hunter2')]] as const,
  build: [],
  injected: [],
};

test('the last lines of a version that failed show no value of a variable', async () => {
  const host = new DoubleHost();
  host.docker.onStart = (container) => {
    if (container.spec.labels['gantry.kind'] === 'application') container.status = 'exited';
  };
  host.docker.containerLogs = async () => [
    { stream: 'stderr', timestamp: '', text: 'refused the key hunter2-hunter2' },
  ];
  const journal = new MemoryJournal();
  await deploy(sampleSpec({ environment }), host, journal);
  expect(journal.text()).toContain('refused the key');
  expect(journal.text()).not.toContain('hunter2');
});

test('a command in the container is given what to hide, and ends with a cancel', async () => {
  const spec = sampleSpec({ environment, preDeployment: { command: 'migrate', container: null } });
  const host = await machineWithPrevious(spec);
  const cancel = new AbortController();
  const given: { secrets: string[]; stopped: boolean }[] = [];
  host.docker.exec = async (...[, , options]: unknown[]) => {
    const { secrets, signal } = options as { secrets: Secret[]; signal: AbortSignal };
    cancel.abort(new Error('cancelled'));
    given.push({ secrets: secrets.map((secret) => secret.reveal()), stopped: signal.aborted });
    signal.throwIfAborted();
    return { code: 0, stdout: '', stderr: '', droppedBytes: 0 };
  };
  const { outcome } = await deploy(spec, host, new MemoryJournal(), cancel.signal);
  expect(outcome).toBe('cancelled');
  expect(given).toEqual([{ secrets: ['hunter2-hunter2'], stopped: true }]);
});
