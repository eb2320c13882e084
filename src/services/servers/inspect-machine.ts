import { isProxyProgram } from '../../domain/proxy';
import type { Host } from '../../engine/server/host';
import { inspectServer } from '../../engine/validate-server/inspect';
import type { OrganizationScope } from '../context';
import { buildToolsOf } from './build-tools';
import type { ServerWithKey } from './find';
import { type ValidationRecord, ValidationStopped } from './validation-steps';

/** Whether Gantry runs a proxy on this server. */
export function hasProxy(server: Pick<ServerWithKey, 'proxyKind' | 'isBuildServer'>): boolean {
  return isProxyProgram(server.proxyKind) && !server.isBuildServer;
}

/**
 * Inspect the machine, and record each check.
 * @throws ValidationStopped with the first of the failed checks
 */
export async function inspectMachine(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  { record, install }: { record: ValidationRecord; install: boolean },
): Promise<{ dockerVersion: string | null }> {
  const { dockerVersion, failed } = await inspectServer({
    host,
    instanceId: scope.installation.uuid,
    proxyContainer: hasProxy(server) ? server.proxyContainer : null,
    install,
    tools: await buildToolsOf(scope, server),
    toolsAddress: scope.installation.buildToolsUrl,
    report: (step) => record.report(step),
  });
  const [first] = failed;
  if (first) throw new ValidationStopped(first);
  return { dockerVersion };
}
