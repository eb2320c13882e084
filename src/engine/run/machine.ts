import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import type { Step } from '../plan/types';
import type { PlanRun } from './plan-run';

/** Get the machine that a step runs on. */
export function machineOf({ host, buildServer }: PlanRun, { on }: Pick<Step, 'on'>): Host {
  if (on === undefined) return host;
  if (!buildServer) throw new AppError('conflict', 'The build server of this deployment was removed.');
  return buildServer;
}
