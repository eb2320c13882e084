import { isProxyProgram } from '../../domain/proxy';
import type { ProxySpec } from '../../domain/workload/routing';
import type { ProxyRef } from './action';

/** The proxy of a server as a plan speaks of it. */
export function proxyRef(
  instanceId: string,
  { kind, containerName }: Pick<ProxySpec, 'kind' | 'containerName'>,
): ProxyRef {
  return { instanceId, ...(isProxyProgram(kind) && { program: kind }), containerName };
}
