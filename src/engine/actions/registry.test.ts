import { expect, test } from 'vitest';
import { buildFingerprint } from '../build/fingerprint';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';

const { image } = sampleSpec();
const commit = 'a'.repeat(40);
const { source } = sampleSpec();
const spec = sampleSpec({
  image: { ...image, name: 'registry.example.com/shop', isInRegistry: true },
  source: source.kind === 'git' ? { ...source, commit } : source,
});
const reference = `registry.example.com/shop:${commit}`;

async function deployed(host: DoubleHost) {
  const pushes: string[] = [];
  host.before = (what) => {
    if (what.includes('docker push')) pushes.push(what);
  };
  const journal = new MemoryJournal();
  const { outcome } = await deploy(spec, host, journal);
  return { outcome, pushes, built: host.startedJobs, text: journal.text() };
}

test('what was built goes to its registry', async () => {
  const { outcome, pushes, built } = await deployed(new DoubleHost());
  expect(outcome).toBe('finished');
  expect(built).toHaveLength(1);
  expect(pushes).toEqual([expect.stringContaining(reference)]);
});

test('a registry that refuses it does not keep it from running here', async () => {
  const host = new DoubleHost();
  host.answers.push(['docker push', { code: 1, stderr: 'denied: log in first' }]);
  const { outcome, text } = await deployed(host);
  expect(outcome).toBe('finished');
  expect(text).toContain('The image was not pushed: denied: log in first.');
});

test('what the registry has is not built again', async () => {
  const host = new DoubleHost();
  host.docker.pullImage = async (pulled) => {
    host.docker.addImage(pulled, { labels: { 'gantry.build': buildFingerprint(spec) } });
    return [];
  };
  const { outcome, pushes, built } = await deployed(host);
  expect([outcome, pushes, built]).toEqual(['finished', [], []]);
});
