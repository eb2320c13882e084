import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApplication, addServer } from '../rows.testing';
import { openTestApi, type TestApi, type TestOrganization } from '../testing';

let test: TestApi;
let organization: TestOrganization;
let project: string;
beforeAll(async () => {
  test = await openTestApi();
  organization = await test.addOrganization();
  project = (await organization.as('owner').project.create({ name: 'project' })).uuid;
});
afterAll(() => test.close());

const application = async () =>
  addApplication(test, organization, project, {
    server: await addServer(test, organization, `host-${Math.random()}`),
  });

describe('deploy', () => {
  it('queues by uuid, tells what is queued already, and skips what is not ours', async () => {
    const { uuid, name } = await application();
    const owner = organization.as('owner');
    const first = await owner.deployment.deploy({ uuid: `${uuid}, notthere00000000` });
    expect(first).toEqual({
      deployments: [
        {
          message: `Application ${name} deployment queued.`,
          resource_uuid: uuid,
          deployment_uuid: expect.any(String),
        },
      ],
    });
    const second = await owner.deployment.deploy({ uuid });
    expect(second).toMatchObject({
      deployments: [{ message: 'Deployment already queued for this commit.' }],
    });
    expect(test.jobs.filter(({ name: job }) => job === 'deployment.dispatch').length).toBeGreaterThan(0);
    const stranger = (await test.addOrganization()).as('owner');
    await expect(stranger.deployment.deploy({ uuid })).rejects.toThrow('No resources found.');
    await test.database.unscoped.workload.update({ where: { uuid }, data: { deletingAt: new Date() } });
    await expect(stranger.deployment.deploy({ uuid })).rejects.toThrow('No resources found.');
    for (const pr of [undefined, 7])
      await expect(owner.deployment.deploy({ uuid, pr })).rejects.toThrow('The resource is being deleted.');
  });

  it('deploys by tag', async () => {
    const { id, uuid } = await application();
    const tag = await test.database.unscoped.tag.create({
      data: { uuid: 'tag0000000000000000000000', organizationId: organization.id, name: 'blue' },
    });
    await test.database.unscoped.workloadTag.create({ data: { workloadId: id, tagId: tag.id } });
    expect(await organization.as('owner').deployment.deploy({ tag: 'Blue' })).toEqual({
      message: [expect.stringContaining('deployment queued.')],
      details: [{ resource_uuid: uuid, deployment_uuid: expect.any(String) }],
    });
    await expect(organization.as('owner').deployment.deploy({ tag: 'none' })).rejects.toThrow(
      'No resources found with this tag.',
    );
    await test.database.unscoped.workload.update({ where: { id }, data: { deletingAt: new Date() } });
    await expect(organization.as('owner').deployment.deploy({ tag: 'blue' })).rejects.toThrow(
      'Every resource with this tag is being deleted.',
    );
  });

  it('plans, and carries the plan out', async () => {
    const { uuid } = await application();
    const owner = organization.as('owner');
    await expect(owner.deployment.plan({ uuid })).rejects.toThrow('has not been validated yet');
    await test.database.unscoped.server.updateMany({ data: { hostKey: 'pinned' } });
    await expect(owner.deployment.plan({ uuid })).rejects.toThrow('The application has no image.');
    await test.database.unscoped.workload.update({
      where: { uuid },
      data: { application: { update: { dockerRegistryImageName: 'nginx' } } },
    });
    const plan = await owner.deployment.plan({ uuid });
    expect(await owner.deployment.deploy({ plan_id: plan.plan_id })).toMatchObject({
      deployments: [{ resource_uuid: uuid, deployment_uuid: plan.plan_id }],
    });
    const reader = organization.as('owner', ['read']).deployment;
    await expect(reader.plan({ uuid })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(reader.deploy({ plan_id: plan.plan_id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const stranger = (await test.addOrganization()).as('owner').deployment;
    await expect(stranger.plan({ uuid })).rejects.toThrow('Application not found.');
  });

  it.each([
    [{}, 'You must provide uuid or tag.'],
    [{ uuid: 'a', tag: 'b' }, 'You can only use uuid or tag, not both.'],
    [{ tag: 'b', pr: 3 }, 'You can only use tag or pr, not both.'],
    [{ uuid: 'a', docker_tag: 'v1' }, 'docker_tag requires pull_request_id.'],
  ])('refuses %j', async (input, message) => {
    await expect(organization.as('owner').deployment.deploy(input)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message,
    });
  });

  it.each(['uuid\0', '../etc', "';DROP TABLE deployments;--"])(
    'answers 404 for the uuid %j',
    async (uuid) => {
      await expect(organization.as('owner').deployment.deploy({ uuid })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      for (const operation of ['get', 'steps', 'cancel'] as const)
        await expect(organization.as('owner').deployment[operation]({ uuid })).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
    },
  );
});

describe('reading', () => {
  it('shows a deployment with its log to those who may see secrets, and without it to others', async () => {
    const { uuid, id } = await application();
    const answer = await organization.as('owner').deployment.deploy({ uuid });
    const deployment = 'deployments' in answer ? (answer.deployments[0]?.deployment_uuid ?? '') : '';
    const row = await test.database.unscoped.operation.findUniqueOrThrow({ where: { uuid: deployment } });
    await test.database.unscoped.operationLog.create({
      data: {
        operationId: row.id,
        sequence: 1,
        step: 'build',
        stream: 'stderr',
        text: 'a "line"',
        at: new Date(0),
      },
    });
    const shown = await organization.as('owner').deployment.get({ uuid: deployment });
    expect(JSON.parse(shown.logs ?? '')).toEqual([
      {
        command: null,
        output: 'a "line"',
        type: 'stderr',
        timestamp: '1970-01-01T00:00:00.000000Z',
        hidden: false,
        batch: 1,
        order: 1,
      },
    ]);
    expect(shown).toMatchObject({
      status: 'queued',
      application_id: String(id),
      deployment_uuid: deployment,
    });
    expect(shown).not.toHaveProperty('configuration_snapshot');
    const reader = organization.withRedaction('owner', ['read']);
    expect(await reader.api.deployment.get({ uuid: deployment })).not.toHaveProperty('logs');
    expect([...reader.redactedFields].sort()).toEqual([
      'configuration_diff',
      'configuration_snapshot',
      'logs',
    ]);
    expect(
      (await organization.as('owner').deployment.list({})).map((each) => each.deployment_uuid),
    ).toContain(deployment);
    const page = await organization.as('owner').deployment.listByApplication({ uuid, take: 1 });
    expect(page).toMatchObject({ count: 1, deployments: [{ deployment_uuid: deployment }] });
  });

  it('cancels, and says so', async () => {
    const { uuid } = await application();
    const answer = await organization.as('owner').deployment.deploy({ uuid });
    const deployment = 'deployments' in answer ? (answer.deployments[0]?.deployment_uuid ?? '') : '';
    expect(await organization.as('owner', ['deploy']).deployment.cancel({ uuid: deployment })).toEqual({
      message: 'Deployment cancelled successfully.',
      deployment_uuid: deployment,
      status: 'cancelled-by-user',
    });
    await expect(organization.as('owner').deployment.cancel({ uuid: deployment })).rejects.toThrow(
      'Deployment cannot be cancelled. Current status: cancelled-by-user',
    );
    await expect(
      organization.as('owner', ['read']).deployment.cancel({ uuid: deployment }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
