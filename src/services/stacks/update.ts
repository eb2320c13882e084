import type { Component } from '../../db/generated/client';
import type { ScopedModels } from '../../db/scope';
import { invalidField } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { urlsOf } from '../../domain/workload/component-urls';
import { changed } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { requireLegal } from '../workloads/require-legal';
import { writeComponents } from './components';
import type { StackSettings } from './create';
import { claimStackDomains, type OwnedDomain, replaceStackDomains } from './domains';
import { draftStack, type StackDraft } from './draft';
import { findStack, type StackOnServer } from './find';
import { claimNames } from './network-names';
import { asPortConflict, claimPorts, type PortField } from './ports';
import { sealTexts } from './sealed';
import { fileOf, storedText } from './stored-file';
import { requireMayIgnore } from './unknown-keys';
import { readValues, writeValues } from './variables';

export interface UpdateStack {
  settings: StackSettings;
  /** Replaces the compose file. */
  compose?: string;
  urls?: ReadonlyMap<string, string>;
  forceDomainOverride?: boolean;
  /** Variables that come with the file; existing ones stay as they are. */
  variables?: readonly (readonly [name: string, value: Secret])[];
  /** Writes more in the same transaction. */
  finish?: (tx: ScopedModels) => Promise<void>;
  /** Input field to name when a port was taken in the meantime. */
  portField?: PortField;
  /** The users' settings of one component, by its name. */
  component?: { name: string; change: Partial<Component> };
}

/**
 * Change only what was sent: generated values and domains stay. What is running changes with the next release.
 * @throws AppError 403 for keys that the caller may not ignore · 404 · 409 while it is being deleted, or for a domain
 *   in use · 422 for errors in the file
 */
export async function updateStack(
  scope: Scope,
  uuid: string,
  change: UpdateStack,
): Promise<{ uuid: string; domains: string[] }> {
  const row = await findStack(scope, uuid);
  requireLegal(row, 'update');
  const ignoreUnknownKeys = requireMayIgnore(scope, row, change.settings);
  const stored = storedText(scope, row);
  const { checkout } = stored;
  if (checkout !== null && change.compose !== undefined)
    throw invalidField('docker_compose_raw', 'The compose file is in a repository. Change it there.');
  const compose = change.compose ?? stored.raw;
  const known = await readValues(scope, row.id);
  const brought = new Map((change.variables ?? []).filter(([key]) => !known.has(key)));
  const draft = await draftStack(scope, {
    file: fileOf(compose, checkout, { ignoreUnknownKeys }),
    uuid,
    server: row.server,
    values: new Map([...brought, ...known]),
    components: row.components,
    urls: change.urls ?? new Map(),
    checkout,
    role: scope.principal.role,
  });
  draft.created = new Map([...brought, ...draft.created]);
  const { components } = draft;
  const claim = { components, workloadId: row.id, force: change.forceDomainOverride ?? false };
  await claimStackDomains(scope, claim, (domains) =>
    writeStack(scope, row, change, { compose, draft, domains }),
  );
  const urls = urlsOf(components);
  noteChanges(scope, row, change, {
    before: { dockerComposeRaw: new Secret(stored.raw), domains: urlsOf(row.components) },
    after: { dockerComposeRaw: new Secret(compose), domains: urls },
  });
  await changed(scope, row.kind === 'stack' ? 'service' : 'application', uuid);
  return { uuid, domains: urls };
}

interface FileNotes {
  dockerComposeRaw: Secret;
  domains: readonly string[];
}

function noteChanges(
  { notes }: Scope,
  row: StackOnServer,
  { settings, component }: UpdateStack,
  { before, after }: { before: FileNotes; after: FileNotes },
): void {
  const { name, description, connectToDockerNetwork, isContainerLabelEscapeEnabled, ignoreUnknownKeys } = row;
  const columns = { connectToDockerNetwork, isContainerLabelEscapeEnabled, ignoreUnknownKeys };
  const own = { name, description, ...columns, ...before };
  notes.changed(own, { ...own, ...sentOf(settings), ...after });
  const changedRow = row.components.find((each) => each.name === component?.name);
  if (component && changedRow)
    notes.changed(changedRow, { ...changedRow, ...sentOf(component.change) }, component.name);
}

/** The members that a caller sent: those with a value, null included. */
function sentOf(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

interface Written {
  compose: string;
  draft: StackDraft;
  domains: readonly OwnedDomain[];
}

async function writeStack(
  scope: Scope,
  row: StackOnServer,
  { settings, component, finish, portField }: UpdateStack,
  { compose, draft, domains }: Written,
): Promise<void> {
  const { organizationId } = scope;
  const { name, description, ...columns } = settings;
  const texts = sealTexts(scope.database.sealer, { raw: compose, resolved: draft.text });
  await organizationScopeOf(scope, organizationId)
    .db.$transaction(async (tx) => {
      await tx.workload.update({
        where: { id: row.id },
        data: { name, description, stack: { update: { ...columns, ...texts } } },
      });
      const { project } = draft.resolved;
      await claimPorts(scope, tx, row.id, { server: row.server, project });
      await claimNames(tx, row.id, { serverId: row.server.id, project });
      await writeComponents(scope, tx, row.id, draft.components);
      if (component)
        await tx.component.updateMany({
          where: { workloadId: row.id, name: component.name },
          data: component.change,
        });
      await writeValues(scope, tx, row.id, draft);
      await replaceStackDomains(tx, { organizationId, workloadId: row.id }, domains);
      await finish?.(tx);
    })
    .catch((error: unknown) => {
      throw asPortConflict(error, portField);
    });
}
