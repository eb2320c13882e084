import { DoubleHost } from '../../engine/testing/double-host';
import { operationTable } from '../../services/operation-kinds/operation-table';
import { claimNext } from '../../services/operations/claim';
import { runOperation } from '../../services/operations/run';
import { type Answer, type ApplicationTest, startApplicationTest } from '../application/testing';

/** For integration tests only: REST on a real database, and a server in memory on which deployments run. */
export interface PlanTest extends ApplicationTest {
  host: DoubleHost;
  /** Add an application that is healthy at once. */
  addQuickApplication(fields?: Record<string, unknown>): Promise<string>;
  plan(uuid: string, fields?: Record<string, unknown>): Promise<Answer['body']>;
  deploy(fields: Record<string, unknown>): Promise<Answer>;
  /** Run the queued work. @returns the row of the deployment */
  run(deploymentUuid: string): Promise<{ status: string; reason: string | null; commit: string }>;
  /** Deploy and run. */
  deployNow(uuid: string): Promise<void>;
}

/** Settings of an application that is healthy at the first check and stops without waiting. */
const quick = {
  ports_exposes: '80',
  health_check_enabled: true,
  health_check_interval: 1,
  health_check_start_period: 0,
  stop_grace_period: 1,
};

export async function startPlanTest(): Promise<PlanTest> {
  const host = new DoubleHost();
  const pool = { host: () => host, drop: () => undefined, close: async () => undefined };
  const test = await startApplicationTest({ hosts: pool });
  const { services, database } = test.server;
  const data = { state: 'usable', hostKey: 'pinned', proxyKind: 'none' } as const;
  await database.unscoped.server.updateMany({ data });
  const server = await database.unscoped.server.findFirstOrThrow({
    where: { uuid: test.place.server_uuid },
  });
  const run: PlanTest['run'] = async (uuid) => {
    const claim = await claimNext(services, server.uuid, 'process-a');
    if (!claim) throw new Error('Nothing to run.');
    await runOperation(services, {
      claim,
      table: operationTable,
      stopping: new AbortController().signal,
    });
    const { deployment, ...operation } = await database.unscoped.operation.findUniqueOrThrow({
      where: { uuid },
      include: { deployment: true },
    });
    if (!deployment) throw new Error('It is no deployment.');
    return { ...operation, commit: deployment.commit };
  };
  const deploy: PlanTest['deploy'] = (fields) => test.call('POST', '/deploy', fields);
  return {
    ...test,
    host,
    deploy,
    run,
    addQuickApplication: (fields) => test.addApplication({ ...quick, ...fields }),
    async plan(uuid, fields = {}) {
      const { status, body } = await test.call('POST', '/deployments/plan', { uuid, ...fields });
      if (status !== 200) throw new Error(`not planned: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    async deployNow(uuid) {
      const { body } = await deploy({ uuid });
      const { status, reason } = await run(body.deployments[0].deployment_uuid);
      if (status !== 'finished') throw new Error(`${status}: ${reason}`);
    },
  };
}
