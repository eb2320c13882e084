import type { OperationKind } from '../../domain/operation';
import type { WorkloadKind } from '../../domain/workload/workload-ref';
import { removeApplication, stopApplication } from '../applications/definitions';
import { backupDatabase, removeBackups, restoreDatabase } from '../backups/definitions';
import { drillBackup } from '../backups/drill';
import { cloneDatabase } from '../databases/clone-definition';
import { changeDatabaseCredentials } from '../databases/credentials';
import { removeDatabase, startDatabase, stopDatabase } from '../databases/definitions';
import { deployment } from '../deployments/definition';
import { follow } from '../deployments/follow-definition';
import { rollback } from '../deployments/rollback-definition';
import type { OperationDefinition, OperationTable } from '../operations/definition';
import { removePreview } from '../previews/removal';
import { releaseStack, removeStack, stopStack } from '../stacks/definitions';
import { releasePreview } from '../stacks/preview-release';
import { releaseRepository } from '../stacks/repository-release';
import { rollbackRepository } from '../stacks/repository-rollback';
import { runCommand } from '../tasks/command-definition';
import { runTask } from '../tasks/definition';
import { backupVolume, restoreVolume } from '../volume-backups/definitions';

type Definitions = Partial<Record<OperationKind, OperationDefinition<unknown>>>;

/** Operations of all kinds of workloads. */
const ofStorages: Definitions = {
  'volume-backup': backupVolume,
  'volume-restore': restoreVolume,
  'remove-backups': removeBackups,
};

const definitions: Readonly<Record<WorkloadKind, Definitions>> = {
  application: {
    deploy: deployment,
    restart: deployment,
    rollback,
    start: deployment,
    stop: stopApplication,
    delete: removeApplication,
    task: runTask,
    command: runCommand,
    'remove-preview': removePreview,
    ...ofStorages,
  },
  database: {
    start: startDatabase,
    restart: startDatabase,
    stop: stopDatabase,
    delete: removeDatabase,
    credentials: changeDatabaseCredentials,
    clone: cloneDatabase,
    backup: backupDatabase,
    restore: restoreDatabase,
    drill: drillBackup,
    ...ofStorages,
  },
  stack: {
    start: releaseStack,
    restart: releaseStack,
    stop: stopStack,
    delete: removeStack,
    task: runTask,
    command: runCommand,
    ...ofStorages,
  },
};

/** For an application that is also a stack: its deployments are releases. */
const ofComposeApplications: Definitions = { ...definitions.stack, deploy: releaseStack };

/** For one with its compose file in a repository. */
const ofRepositories: Definitions = {
  ...ofComposeApplications,
  deploy: releaseRepository,
  start: releaseRepository,
  restart: releaseRepository,
  rollback: rollbackRepository,
};

/** For the previews of such an application. */
const ofTheirPreviews: Definitions = { deploy: releasePreview, 'remove-preview': removePreview };

/** For an application at an additional destination. */
const ofFollowers: Definitions = {
  deploy: follow,
  restart: follow,
  rollback: follow,
  stop: stopApplication,
  delete: removeApplication,
};

/** The definitions of operations, by operation kind and workload kind. */
export const operationTable: OperationTable = ({ kind, workload, pullRequestId }) => {
  const known: Readonly<Record<string, OperationDefinition<unknown> | undefined>> = workload.follows
    ? ofFollowers
    : workload.kind === 'application' && workload.stack
      ? workload.application?.sourceKind === 'compose'
        ? ofComposeApplications
        : pullRequestId > 0
          ? ofTheirPreviews
          : ofRepositories
      : definitions[workload.kind];
  return known[kind];
};
