import { expect, test } from 'vitest';
import { factsOf } from '../plan/facts';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { sampleSpec } from '../testing/sample-spec';

const spec = sampleSpec({ source: { kind: 'image', reference: 'nginx:2' } });

async function wasPulled(host: DoubleHost): Promise<boolean | undefined> {
  const { outcome, facts } = await deploy(spec, host);
  expect(outcome).toBe('finished');
  return factsOf(facts, spec.component.name).wasPulled;
}

test('an image that a pull brings onto the server is known as pulled', async () => {
  expect(await wasPulled(new DoubleHost())).toBe(true);
});

test('an image that was there before is not, whatever its name was', async () => {
  const host = new DoubleHost();
  host.docker.addImage('nginx:2');
  expect(await wasPulled(host)).toBe(false);
  const other = new DoubleHost();
  other.docker.addImage('mirror/nginx:2', { id: 'sha256:nginx:2' });
  expect(await wasPulled(other)).toBe(false);
});

test('a newer image of a tag that was there before is', async () => {
  const host = new DoubleHost();
  host.docker.addImage('nginx:2', { id: 'sha256:older' });
  host.docker.pullImage = async (reference) => {
    host.docker.addImage(reference, { id: `sha256:newer ${reference}` });
    return ['Pulled'];
  };
  expect(await wasPulled(host)).toBe(true);
});
