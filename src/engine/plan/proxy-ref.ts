import { isProxyProgram } from '../../domain/proxy';
import type { ProxySpec } from '../../domain/workload/routing';
import type { ProxyRef } from './action';

/** Describe the proxy of a server for a plan. */
export function proxyRef(
  instanceId: string,
  { kind, containerName }: Pick<ProxySpec, 'kind' | 'containerName'>,
): ProxyRef {
  return { instanceId, ...(isProxyProgram(kind) && { program: kind }), containerName };
}
