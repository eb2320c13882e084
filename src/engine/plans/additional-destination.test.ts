import { expect, test } from 'vitest';
import { AppError } from '../../domain/error';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { factsOf } from '../plan/facts';
import { runPlan } from '../run/run';
import { DoubleHost } from '../testing/double-host';
import { MemoryArchive } from '../testing/memory-archive';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import { buildPlan } from './application';
import { secretsOfSpec } from './secrets';

const image = 'shop:1';
const digest = `sha256:${'1'.repeat(64)}`;

function specOf(isInRegistry = false): DeploymentSpec {
  const from = { uuid: 'srv0002', name: 'main' };
  const spec = sampleSpec({ source: { kind: 'release', reference: image, digest, commit: null, from } });
  return { ...spec, image: { ...spec.image, isInRegistry } };
}

/** Run it with the server that has the image, or without one. */
async function run(spec: DeploymentSpec, host: DoubleHost, sender?: DoubleHost) {
  const { outcome, reason, facts } = await runPlan({
    plan: buildPlan(spec),
    secrets: secretsOfSpec(spec),
    deadlineMs: spec.deadlines.totalMs,
    host,
    ...(sender && { buildServer: sender }),
    journal: new MemoryJournal(),
    archive: new MemoryArchive(),
    clock: new VirtualClock(),
    signal: new AbortController().signal,
  });
  return { outcome, reason, ...factsOf(facts, spec.component.name) };
}

function having(id = digest): DoubleHost {
  const host = new DoubleHost('srv0002');
  host.docker.addImage(image, { id });
  return host;
}

test('the image comes from the server that has it, and counts as pulled', async () => {
  const host = new DoubleHost();
  expect(await run(specOf(), host, having())).toMatchObject({
    outcome: 'finished',
    digest,
    wasPulled: true,
  });
});

test('an image that is there is used without asking the other server', async () => {
  const away = new DoubleHost('srv0002');
  away.before = () => {
    throw new AppError('unavailable', 'away');
  };
  const found = await run(specOf(), having(), away);
  expect([found.outcome, found.digest, found.wasPulled]).toEqual(['finished', digest, undefined]);
});

test('one with its name but another id is replaced', async () => {
  const host = having(`sha256:${'2'.repeat(64)}`);
  expect(await run(specOf(), host, having())).toMatchObject({ outcome: 'finished', digest });
});

test('a pushed image is pulled, unless its tag has moved', async () => {
  const pulling = (id: string) => {
    const host = new DoubleHost();
    host.docker.pullImage = async (reference) => {
      host.docker.addImage(reference, { id });
      return [];
    };
    return host;
  };
  expect(await run(specOf(true), pulling(digest))).toMatchObject({ outcome: 'finished', digest });
  const moved = pulling(`sha256:${'2'.repeat(64)}`);
  expect(await run(specOf(true), moved, having())).toMatchObject({ outcome: 'finished', digest });
});

test('it fails with the reason when no one has the image', async () => {
  const gone = await run(specOf(), new DoubleHost(), new DoubleHost('srv0002'));
  expect(gone.reason).toBe(
    'The image shop:1 of this release is no longer on the server main. Deploy the commit again.',
  );
  const removed = await run(specOf(), new DoubleHost());
  expect(removed.reason).toBe('The server main, which has the image shop:1, was removed.');
});

test('an image for another processor is not sent', async () => {
  const sender = new DoubleHost('srv0002');
  sender.docker.addImage(image, { id: digest, platform: 'linux/arm64' });
  const { outcome, reason } = await run(specOf(), new DoubleHost(), sender);
  expect(outcome).toBe('failed');
  expect(reason).toContain('is for linux/arm64 and this server is linux/amd64');
});
