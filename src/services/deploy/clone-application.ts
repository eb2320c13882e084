import { findApplication } from '../application-rows/find';
import { cloneApplication as cloneOrdinary } from '../applications/clone';
import type { Scope } from '../context';
import { cloneStack } from '../stacks/clone';
import type { CloneRequest } from '../workloads/clone-row';

/** Clone an application, which may be from a compose file; return the new uuid. @throws AppError as they do */
export async function cloneApplication(scope: Scope, uuid: string, request: CloneRequest): Promise<string> {
  const { buildPack } = await findApplication(scope, uuid);
  const clone = buildPack === 'dockercompose' ? cloneStack : cloneOrdinary;
  return clone(scope, uuid, request);
}
