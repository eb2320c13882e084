// Deployments by a real Gantry process through a real sshd to a real Docker engine.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFailures } from './deployments/failures';
import { describeLifecycle } from './deployments/lifecycle';
import { describeReleases } from './deployments/releases';
import { describeSources } from './deployments/sources';
import { describeStorages } from './deployments/storages';
import { ended } from './gantry/deployment';
import { type Fixture, imageApplication, openFixture } from './gantry/fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture?.close());

const opened = () => fixture;

describeSources(opened);
describeStorages(opened);
describeFailures(opened);
describeReleases(opened);

describe('many calls', () => {
  it('fifty at once are one deployment', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => fixture.gantry.rest.post(`/deploy?uuid=${uuid}`)),
    );
    const uuids = new Set(answers.map(({ deployments }) => deployments[0].deployment_uuid));
    expect(uuids.size).toBe(1);
    for (const deployment of uuids)
      expect((await ended(fixture.gantry, String(deployment))).status).toBe('finished');
    expect((await fixture.gantry.rest.get(`/deployments/applications/${uuid}`)).count).toBe(1);
  });
});

describeLifecycle(opened);
