import { findApplication } from '../application-rows/find';
import type { ComposeDomain, SettingsChange } from '../applications/settings';
import { requireSourceFields } from '../applications/source-fields';
import type { Scope } from '../context';
import { type UpdateStack, updateStack } from '../stacks/update';

interface ComposeChange {
  /** Absent: they stay. */
  domains: readonly ComposeDomain[] | undefined;
  force: boolean;
  /** What is changed with them: nothing is, where one of these is refused. */
  settings: SettingsChange;
}

/**
 * Change what an application from a compose file has of a stack: the domains of its services, of which those that are not
 * named have none, and whether unknown keys of the file are ignored.
 * @throws AppError 403 for keys that the caller may not have ignored · 409 for a domain in use · 422 for a service that the
 *   file does not have, for a setting that it has no use for, and for unknown keys that it has
 */
export async function updateComposePart(
  scope: Scope,
  uuid: string,
  { domains, force, settings }: ComposeChange,
): Promise<void> {
  const application = await findApplication(scope, uuid);
  const { id: workloadId, buildPack } = application;
  if (buildPack !== 'dockercompose') return;
  requireSourceFields(application, settings);
  const stack = await scope.db.stack.findUniqueOrThrow({
    where: { id: workloadId },
    select: { ignoreUnknownKeys: true },
  });
  const { ignoreUnknownKeys = stack.ignoreUnknownKeys } = settings;
  if (domains === undefined && ignoreUnknownKeys === stack.ignoreUnknownKeys) return;
  await updateStack(scope, uuid, {
    settings: { ignoreUnknownKeys },
    ...(domains && (await changedDomains(scope, workloadId, domains))),
    forceDomainOverride: force,
  });
}

async function changedDomains(
  scope: Scope,
  workloadId: number,
  domains: readonly ComposeDomain[],
): Promise<Pick<UpdateStack, 'urls' | 'finish'>> {
  const components = await scope.db.component.findMany({ where: { workloadId, fqdn: { not: null } } });
  const urls = new Map(components.map(({ name }) => [name, '']));
  for (const { name, domain } of domains) urls.set(name, domain);
  return {
    urls,
    finish: async (tx) => {
      await tx.component.updateMany({ where: { workloadId }, data: { redirect: 'both' } });
      for (const { name, redirect } of domains)
        if (redirect) await tx.component.updateMany({ where: { workloadId, name }, data: { redirect } });
    },
  };
}
