import { expect, test } from 'vitest';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { sampleSpec } from '../testing/sample-spec';

async function logConfigOn(driver: string): Promise<unknown> {
  const host = new DoubleHost();
  host.docker.info = async () => ({ rootDir: '/var/lib/docker', loggingDriver: driver });
  await deploy(sampleSpec(), host);
  const made = [...host.docker.containers.values()].find(
    ({ spec }) => spec.labels['gantry.kind'] === 'application',
  );
  return made?.spec.hostConfig.LogConfig;
}

test('what Docker keeps of a log on the server is bounded', async () => {
  for (const driver of ['json-file', 'local'])
    expect(await logConfigOn(driver)).toEqual({
      Type: driver,
      Config: { 'max-size': '25000000', 'max-file': '2' },
    });
});

test('a driver that sends logs elsewhere keeps its own settings', async () => {
  for (const driver of ['journald', 'none', '']) expect(await logConfigOn(driver)).toBeUndefined();
});
