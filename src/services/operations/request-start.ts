import { conditionOf } from '../../domain/container-condition';
import { AppError } from '../../domain/error';
import { type NamedWorkload, workloadNames } from '../../domain/workload/names';
import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { requireLegal } from '../workloads/require-legal';
import { requestOperation } from './request';

/**
 * Ask for the start, or for a restart, of a workload that is not deployed.
 * @throws AppError 400 for a start of what runs
 */
export async function requestStart(
  scope: Scope,
  { kind, uuid }: NamedWorkload,
  action: 'start' | 'restart',
): Promise<void> {
  const workload = await findWorkload(scope, kind, uuid);
  requireLegal(workload, action);
  if (action === 'start' && isRunning(workload.status))
    throw new AppError('bad_request', `${workloadNames[kind]} is already running.`);
  await requestOperation(scope, { kind: action, workload, supersedes: ['start', 'restart', 'stop'] });
}

export function isRunning(status: string): boolean {
  const condition = conditionOf(status);
  return condition === 'running' || condition === 'starting';
}
