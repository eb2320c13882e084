import { notFound } from '../domain/error';
import type { RemoveOptions } from '../engine/plans/remove';
import { requestRemoval as removeApplication } from './applications/request-removal';
import { requestStop as stopApplication } from './applications/request-stop';
import type { Scope } from './context';
import {
  requestRemoval as removeDatabase,
  requestStart as startDatabase,
  requestStop as stopDatabase,
} from './databases/request';
import { type NamedWorkload, workloadNames } from './workloads/find';

/** Ask for the start of a workload that is not deployed. */
export function requestStart(scope: Scope, { kind, uuid }: NamedWorkload, action: 'start' | 'restart') {
  if (kind !== 'database') throw notFound(workloadNames[kind]);
  return startDatabase(scope, uuid, action);
}

/** Ask for the stop of a workload. */
export function requestStop(scope: Scope, { kind, uuid }: NamedWorkload): Promise<void> {
  return kind === 'application' ? stopApplication(scope, uuid) : stopDatabase(scope, uuid);
}

/** Ask for the removal of a workload. */
export function requestRemoval(
  scope: Scope,
  { kind, uuid }: NamedWorkload,
  options: RemoveOptions,
): Promise<void> {
  return kind === 'application'
    ? removeApplication(scope, uuid, options)
    : removeDatabase(scope, uuid, options);
}
