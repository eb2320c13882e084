import { findApplication } from '../application-rows/find';
import type { ComposeDomain, SettingsChange } from '../applications/settings';
import { requireSourceFields } from '../applications/source-fields';
import type { Scope } from '../context';
import { type UpdateStack, updateStack } from '../stacks/update';

interface ComposeChange {
  /** Absent: unchanged. */
  domains: readonly ComposeDomain[] | undefined;
  force: boolean;
  /** Changed together with them: all or nothing. */
  settings: SettingsChange;
}

/**
 * Change the stack part of an application from a compose file: the domains of its services (services that are not named
 * lose theirs), and whether unknown keys of the file are ignored.
 * @throws AppError 403 for keys that the caller may not ignore · 409 for a domain in use · 422 for a service that the
 *   file does not have, a setting that does not apply, and unknown keys in the file
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
