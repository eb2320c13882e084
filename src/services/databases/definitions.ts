import { z } from 'zod';
import type { DatabaseSpec } from '../../domain/database/database-spec';
import { publishDatabasePlan, startDatabasePlan } from '../../engine/plans/database';
import { secretsOfComponent } from '../../engine/plans/secrets';
import { keepExpiry } from '../certificates/keep-expiry';
import { workloadChanged } from '../changed';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import { deploymentNotice } from '../operations/operation-notice';
import { removalOf, stopOf } from '../operations/out-of-service';
import { databaseSpec, presenceOf } from './specification';

const VERSION = 1;

/** Parameters of a start. `onlyPublicPort`: only the public port changes, and the database is not touched. */
const startParameters = z.object({ onlyPublicPort: z.boolean().default(false) });

interface Start {
  database: DatabaseSpec;
  onlyPublicPort: boolean;
}

/** The start of a database, which may replace the running container. */
export const startDatabase: OperationDefinition<Start> = {
  version: VERSION,
  async prepare(scope, operation) {
    const { onlyPublicPort } = startParameters.parse(operation.parameters);
    const database = await databaseSpec(scope, operation, { onlyPublicPort });
    // Before the engine creates its data folder: from now on, its initial values are fixed.
    await scope.db.database.updateMany({
      where: { id: operation.workloadId, initializedAt: null },
      data: { initializedAt: scope.clock.now() },
    });
    return { database, onlyPublicPort };
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: ({ database, onlyPublicPort }) =>
    onlyPublicPort ? publishDatabasePlan(database) : startDatabasePlan(database),
  secrets: ({ database }) => secretsOfComponent(database.component),
  deadlineMs: ({ database }) => database.deadlines.totalMs,
  async beforeEnd(scope, { workloadId }, { outcome }, spec) {
    if (outcome !== 'finished' || !spec || spec.onlyPublicPort) return;
    await keepExpiry(scope, workloadId, spec.database);
  },
  async afterEnd(scope, { workload }, { outcome }, spec) {
    if (outcome !== 'finished' || !spec || spec.onlyPublicPort) return; // the status sweep sees what is running
    const isChecked = spec.database.component.health.kind === 'exec';
    await scope.db.workload.updateMany({
      where: { id: workload.id },
      data: { status: isChecked ? 'running:healthy' : 'running:unknown', lastOnlineAt: scope.clock.now() },
    });
    await workloadChanged(scope, workload);
  },
  notice: (_scope, operation, result) => deploymentNotice(operation, result),
};

export const stopDatabase = stopOf(presenceOf);
export const removeDatabase = removalOf(presenceOf);
