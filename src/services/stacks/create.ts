import { urlsOf } from '../../domain/workload/component-urls';
import { newUuid } from '../../lib/random';
import { typeOf } from '../catalogues/find-template';
import { changed } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { type PlaceRequest, resolvePlace } from '../workloads/place';
import { tagIds } from '../workloads/tags';
import { writeComponents } from './components';
import { claimStackDomains, type OwnedDomain, replaceStackDomains } from './domains';
import { draftStack, type StackDraft } from './draft';
import { claimNames } from './network-names';
import { asPortConflict, claimPorts } from './ports';
import { readFile } from './read-file';
import { sealTexts } from './sealed';
import { type StackSource, sourceOf, type TemplateInstance } from './template';
import { sealTemplate, stateOf } from './template-state';
import { requireMayIgnore } from './unknown-keys';
import { writeValues } from './variables';

export interface CreateStack {
  /** An application is addressed as one, and is also a stack (coolify-api §3.3). */
  kind?: 'stack' | 'application';
  place: PlaceRequest;
  source: StackSource;
  settings: StackSettings;
  /** Comma-separated URLs by component. */
  urls: ReadonlyMap<string, string>;
  forceDomainOverride: boolean;
  tags: readonly string[];
}

/** Settings of every stack that callers set; absent ones stay unchanged, or at their default. */
export interface StackSettings {
  name?: string;
  description?: string | null;
  connectToDockerNetwork?: boolean;
  isContainerLabelEscapeEnabled?: boolean;
  /** Only owners and admins may set it. */
  ignoreUnknownKeys?: boolean;
}

export interface CreatedStack {
  uuid: string;
  /** URLs of its components. */
  domains: string[];
}

/**
 * Create a stack from a compose file, with its variables generated and its domains claimed. Nothing runs yet.
 * @throws AppError 403 for keys that the caller may not ignore, 404 for a missing place, 422 for errors in the file or
 *   what it may not use, 409 for a domain in use
 */
export async function createStack(scope: Scope, request: CreateStack): Promise<CreatedStack> {
  const ignoreUnknownKeys = requireMayIgnore(scope, null, request.settings);
  const { environment, server, destination } = await resolvePlace(scope, request.place);
  const uuid = newUuid();
  const made = await sourceOf(scope, request.source, { uuid, server });
  const draft = await draftStack(scope, {
    file: readFile(made.compose, { ignoreUnknownKeys }),
    uuid,
    server,
    values: new Map(made.variables),
    components: [],
    urls: new Map([...made.urls, ...request.urls]),
    role: scope.principal.role,
  });
  const { components } = draft;
  const claim = { components, workloadId: null, force: request.forceDomainOverride };
  const place = { environmentId: environment.id, destinationId: destination.id, server };
  await claimStackDomains(scope, claim, (domains) =>
    insertStack(scope, request, { ...place, uuid, made, draft, domains }),
  );
  await changed(scope, request.kind === 'application' ? 'application' : 'service', uuid);
  return { uuid, domains: urlsOf(components) };
}

interface NewStack {
  uuid: string;
  environmentId: number;
  destinationId: number;
  server: { id: number; ip: string };
  made: TemplateInstance;
  draft: StackDraft;
  domains: readonly OwnedDomain[];
}

async function insertStack(
  scope: Scope,
  { kind = 'stack', settings, source, tags: names }: CreateStack,
  { uuid, environmentId, destinationId, server, made, draft, domains }: NewStack,
): Promise<void> {
  const { organizationId, database } = scope;
  const serviceType = 'template' in source ? typeOf(source.template) : null;
  const {
    name = `${serviceType?.split('/').at(-1) ?? (kind === 'stack' ? 'service' : 'docker-compose')}-${uuid}`,
    description = null,
    ...columns
  } = settings;
  const texts = sealTexts(database.sealer, { raw: made.compose, resolved: draft.text });
  const state = 'template' in source ? sealTemplate(database.sealer, stateOf(source.template, made)) : null;
  await organizationScopeOf(scope, organizationId)
    .db.$transaction(async (tx) => {
      const tags = await tagIds(scope, tx, names);
      const { id } = await tx.workload.create({
        data: {
          uuid,
          organizationId,
          kind,
          environmentId,
          destinationId,
          name,
          description,
          tags: { create: tags.map((tagId) => ({ tagId })) },
          stack: { create: { ...columns, serviceType, ...texts } },
          ...(state && { stackTemplate: { create: { state } } }),
          ...(kind === 'application' && {
            application: { create: { sourceKind: 'compose', buildPack: 'dockercompose' } },
          }),
        },
      });
      const { project } = draft.resolved;
      await claimPorts(scope, tx, id, { server, project });
      await claimNames(tx, id, { serverId: server.id, project });
      await writeComponents(scope, tx, id, draft.components);
      const created = new Map([...made.variables, ...draft.created]);
      await writeValues(scope, tx, id, { ...draft, created });
      await replaceStackDomains(tx, { organizationId, workloadId: id }, domains);
    })
    .catch((error: unknown) => {
      throw asPortConflict(error);
    });
}
