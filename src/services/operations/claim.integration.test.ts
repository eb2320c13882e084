import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serversBehind } from '../../db/queries/claim-operation';
import type { Scope } from '../context';
import { startDeployment } from '../deployments/start';
import { dispatchWaiting, releaseLeasesOf } from './claim';
import { type DeploymentLab, openDeploymentLab } from './testing';

let lab: DeploymentLab;
beforeAll(async () => {
  lab = await openDeploymentLab();
});
afterAll(() => lab.close());

async function queue(scope: Scope, applicationUuid: string): Promise<string> {
  return (await startDeployment(scope, { applicationUuid, kind: 'deploy', force: true })).uuid;
}

describe('claiming', () => {
  it('runs as many at once as the server allows, for all organizations together', async () => {
    const scope = await lab.addOrganization();
    const server = await lab.addServer(scope, { concurrentBuilds: 2 });
    for (let count = 0; count < 5; count++)
      await queue(scope, (await lab.addApplication(scope, server)).uuid);
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, index) => lab.claim(server, `process-${index}`)),
    );
    const taken = claims.filter((claim) => claim !== null);
    expect(taken).toHaveLength(2);
    expect(new Set(taken.map(({ uuid }) => uuid)).size).toBe(2);
  });

  it('runs one deployment of an application at a time', async () => {
    const scope = await lab.addOrganization();
    const server = await lab.addServer(scope);
    const application = await lab.addApplication(scope, server);
    const first = await queue(scope, application.uuid);
    expect((await lab.claim(server))?.uuid).toBe(first);
    await queue(scope, application.uuid);
    expect(await lab.claim(server)).toBeNull();
  });

  it('builds as many at once on a build server as that one allows, whatever servers it builds for', async () => {
    const scope = await lab.addOrganization();
    const builder = await lab.addServer(scope, { concurrentBuilds: 2 });
    const one = await lab.addServer(scope, { concurrentBuilds: 1 });
    const other = await lab.addServer(scope, { concurrentBuilds: 1 });
    const { unscoped: db } = lab.database;
    await db.server.update({ where: { id: builder.id }, data: { isBuildServer: true } });
    const built = async (server: { id: number }) => {
      const { id, uuid } = await lab.addApplication(scope, server);
      const dockerfile = 'FROM scratch';
      const data = { buildPack: 'dockerfile', dockerfile, useBuildServer: true } as const;
      await db.application.update({ where: { id }, data });
      return queue(scope, uuid);
    };
    const first = await built(one);
    const second = await built(one);
    const third = await built(other);
    const image = await queue(scope, (await lab.addApplication(scope, one)).uuid);
    await queue(scope, (await lab.addApplication(scope, one)).uuid);
    const claims = [];
    for (const server of [one, one, other, one, one]) claims.push((await lab.claim(server))?.uuid ?? null);
    expect(claims).toEqual([first, second, null, image, null]);
    const { id } = await db.operation.findUniqueOrThrow({ where: { uuid: first } });
    expect(await serversBehind(lab.database.critical, id)).toEqual([other.uuid]);
    await db.operation.update({ where: { id }, data: { status: 'finished', leaseHolder: null } });
    expect((await lab.claim(other))?.uuid).toBe(third);
    expect(await lab.claim(other)).toBeNull();
  });

  it('keeps a workload to the operation that reads its data, and what was asked for later behind it', async () => {
    const scope = await lab.addOrganization();
    const server = await lab.addServer(scope, { concurrentBuilds: 10 });
    const [source, copy] = [await lab.addApplication(scope, server), await lab.addApplication(scope, server)];
    const { unscoped: db } = lab.database;
    const { id: workloadId } = await db.workload.findUniqueOrThrow({ where: { uuid: copy.uuid } });
    const from = await db.workload.findUniqueOrThrow({ where: { uuid: source.uuid } });
    const ofSource = await queue(scope, source.uuid);
    expect((await lab.claim(server))?.uuid).toBe(ofSource);
    const read = await queue(scope, copy.uuid);
    await db.operation.updateMany({ where: { workloadId }, data: { sourceWorkloadId: from.id } });
    await db.operation.create({
      data: {
        uuid: 'later0000000000000000000',
        organizationId: scope.organizationId,
        workloadId,
        serverId: server.id,
        kind: 'restart',
        dedupeKey: 'later',
      },
    });
    expect(await lab.claim(server)).toBeNull();
    const ended = { status: 'finished', leaseHolder: null } as const;
    await db.operation.update({ where: { uuid: ofSource }, data: ended });
    const again = await queue(scope, source.uuid);
    expect((await lab.claim(server))?.uuid).toBe(read);
    expect(await lab.claim(server)).toBeNull();
    await db.operation.update({ where: { uuid: read }, data: ended });
    const next = [(await lab.claim(server))?.uuid, (await lab.claim(server))?.uuid];
    expect(next.toSorted()).toEqual([again, 'later0000000000000000000'].toSorted());
  });

  it('keeps the next one waiting while a cancelled one is still being undone', async () => {
    const scope = await lab.addOrganization();
    const server = await lab.addServer(scope);
    const application = await lab.addApplication(scope, server);
    const first = await queue(scope, application.uuid);
    await lab.claim(server);
    await lab.database.unscoped.operation.update({ where: { uuid: first }, data: { status: 'cancelled' } });
    await queue(scope, application.uuid);
    expect(await lab.claim(server)).toBeNull();
  });

  it('serves organizations in turns, each in order', async () => {
    const [busy, quiet] = [await lab.addOrganization(), await lab.addOrganization()];
    const server = await lab.addServer(busy, { concurrentBuilds: 10 });
    const ofBusy: string[] = [];
    for (let count = 0; count < 4; count++)
      ofBusy.push(await queue(busy, (await lab.addApplication(busy, server)).uuid));
    // No interface shares a server between organizations yet; the queue is ready for it.
    const application = await lab.addApplication(busy, server);
    const ofQuiet = await queue(busy, application.uuid);
    await lab.database.unscoped.operation.update({
      where: { uuid: ofQuiet },
      data: { organizationId: quiet.organizationId },
    });
    const order: (string | undefined)[] = [];
    for (let count = 0; count < 5; count++) order.push((await lab.claim(server))?.uuid);
    expect(order).toEqual([ofBusy[0], ofQuiet, ofBusy[1], ofBusy[2], ofBusy[3]]);
  });

  it('takes over when a lease has run out, and not before', async () => {
    const scope = await lab.addOrganization();
    const server = await lab.addServer(scope);
    const uuid = await queue(scope, (await lab.addApplication(scope, server)).uuid);
    const first = await lab.claim(server, 'process-a');
    await lab.pass(29_000);
    expect(await lab.claim(server, 'process-b')).toBeNull();
    await lab.pass(2_000);
    const second = await lab.claim(server, 'process-b');
    expect(second).toMatchObject({ uuid, attempts: 2, isCancelled: false });
    expect(second?.leaseHolder).not.toBe(first?.leaseHolder);
  });

  it('takes over at once from a process that is known to be dead', async () => {
    const scope = await lab.addOrganization();
    const server = await lab.addServer(scope);
    const uuid = await queue(scope, (await lab.addApplication(scope, server)).uuid);
    await lab.claim(server, 'dead-process');
    expect(await releaseLeasesOf(lab.services, 'other-process')).toBe(0);
    expect(await releaseLeasesOf(lab.services, 'dead-process')).toBe(1);
    expect((await lab.claim(server, 'process-b'))?.uuid).toBe(uuid);
  });

  it('asks for a look at servers where something waits or was left behind', async () => {
    const scope = await lab.addOrganization();
    const [waiting, left, idle] = [
      await lab.addServer(scope),
      await lab.addServer(scope),
      await lab.addServer(scope),
    ];
    await queue(scope, (await lab.addApplication(scope, waiting)).uuid);
    await queue(scope, (await lab.addApplication(scope, left)).uuid);
    await lab.claim(left);
    await lab.pass(31_000);
    const asked: string[] = [];
    await dispatchWaiting({
      ...lab.services,
      queue: {
        enqueue: async (_name, payload) =>
          void ('serverUuid' in payload && payload.serverUuid && asked.push(payload.serverUuid)),
      },
    });
    expect(asked).toEqual(expect.arrayContaining([waiting.uuid, left.uuid]));
    expect(asked).not.toContain(idle.uuid);
  });
});
