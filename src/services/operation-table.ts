import type { OperationKind } from '../domain/operation';
import type { WorkloadKind } from '../domain/workload/workload-ref';
import { changeDatabaseCredentials } from './databases/credentials';
import { removeDatabase, startDatabase, stopDatabase } from './databases/definitions';
import { deployment } from './deployments/definition';
import type { OperationDefinition, OperationTable } from './operations/definition';

type Definitions = Partial<Record<OperationKind, OperationDefinition<unknown>>>;

const definitions: Readonly<Record<WorkloadKind, Definitions>> = {
  application: { deploy: deployment, restart: deployment, start: deployment },
  database: {
    start: startDatabase,
    restart: startDatabase,
    stop: stopDatabase,
    delete: removeDatabase,
    credentials: changeDatabaseCredentials,
  },
  stack: {},
};

/** What every kind of operation does, by the kind of its workload. */
export const operationTable: OperationTable = ({ kind, workload }) => {
  const known: Readonly<Record<string, OperationDefinition<unknown> | undefined>> =
    definitions[workload.kind];
  return known[kind];
};
