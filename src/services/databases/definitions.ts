import { z } from 'zod';
import type { DatabaseSpec } from '../../domain/database/database-spec';
import { publishDatabasePlan, startDatabasePlan } from '../../engine/plans/database';
import type { Presence } from '../../engine/plans/presence';
import { type RemoveOptions, removePlan } from '../../engine/plans/remove';
import { secretsOfComponent } from '../../engine/plans/secrets';
import { stopPlan } from '../../engine/plans/stop';
import { workloadChanged } from '../changed';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import { databaseSpec, presenceOf } from './specification';

const VERSION = 1;
const REMOVAL_MS = 30 * 60_000;

/** Of the operation: only the public port changes, and the database is not touched. */
const startParameters = z.object({ onlyPublicPort: z.boolean().default(false) });
const removeParameters = z.object({
  deleteVolumes: z.boolean(),
  deleteImages: z.boolean(),
  deleteNetworks: z.boolean(),
});

interface Start {
  database: DatabaseSpec;
  onlyPublicPort: boolean;
}

/** Start a database, or replace the one that runs by what its rows say. */
export const startDatabase: OperationDefinition<Start> = {
  version: VERSION,
  async prepare(scope, operation) {
    const { onlyPublicPort } = startParameters.parse(operation.parameters);
    const database = await databaseSpec(scope, operation);
    // Before the engine makes its data folder: what it is made with counts from now on.
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
  async afterEnd(scope, { workload }, { outcome }, spec) {
    if (outcome !== 'finished' || !spec || spec.onlyPublicPort) return; // the status sweep sees what runs
    const isChecked = spec.database.component.health.kind === 'exec';
    await scope.db.workload.updateMany({
      where: { id: workload.id },
      data: { status: isChecked ? 'running:healthy' : 'running:unknown', lastOnlineAt: scope.clock.now() },
    });
    await workloadChanged(scope, workload);
  },
};

export const stopDatabase: OperationDefinition<Presence & { deadlineMs: number }> = {
  version: VERSION,
  prepare: async (scope, operation) => ({
    ...presenceOf(scope, operation),
    deadlineMs: operation.server.dynamicTimeout * 1000,
  }),
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => stopPlan(spec),
  secrets: () => [],
  deadlineMs: (spec) => spec.deadlineMs,
  async afterEnd(scope, { workload }, { outcome }) {
    if (outcome !== 'finished') return;
    await scope.db.workload.updateMany({ where: { id: workload.id }, data: { status: 'exited' } });
    await workloadChanged(scope, workload);
  },
};

export const removeDatabase: OperationDefinition<Presence & { options: RemoveOptions }> = {
  version: VERSION,
  prepare: async (scope, operation) => ({
    ...presenceOf(scope, operation),
    options: removeParameters.parse(operation.parameters),
  }),
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: ({ options, ...presence }) => removePlan(presence, options),
  secrets: () => [],
  deadlineMs: () => REMOVAL_MS,
  /** Rows go last: until then the database can be asked for, and a removal that failed is asked for again. */
  async afterEnd(scope, { workload }, { outcome }) {
    if (outcome !== 'finished') return;
    await scope.db.workload.deleteMany({ where: { id: workload.id } });
    await workloadChanged(scope, workload);
  },
};
