import { urlsOf } from '../../domain/workload/component-urls';
import { newUuid } from '../../lib/random';
import {
  type ComposeParts,
  type CreateApplication,
  type CreatedApplication,
  createApplication,
} from '../applications/create';
import type { SettingsChange } from '../applications/settings';
import { requireComposeFields } from '../applications/source-fields';
import type { Scope } from '../context';
import { sealCheckout, unread } from '../stacks/checkout';
import { claimStackDomains } from '../stacks/domains';
import { sealTexts } from '../stacks/sealed';
import { requireMayIgnore } from '../stacks/unknown-keys';

/**
 * Create an application from a Git repository. With a compose file there, the file is read at each deployment: until
 * the first, the application has only the services that were given domains.
 * @throws AppError as `createApplication` · 403 for keys that the caller may not ignore · 422 for settings that the
 *   compose file replaces
 */
export async function createFromRepository(
  scope: Scope,
  request: CreateApplication,
): Promise<CreatedApplication> {
  const { settings, forceDomainOverride: force } = request;
  if (settings.buildPack !== 'dockercompose') return createApplication(scope, request);
  requireComposeFields(settings, null, request.sourceKind);
  return createApplication(scope, request, composeParts(scope, settings, force));
}

function composeParts(
  scope: Scope,
  { dockerComposeDomains, connectToDockerNetwork = false, ...options }: SettingsChange,
  force: boolean,
): ComposeParts {
  const { organizationId, database } = scope;
  const domains = dockerComposeDomains ?? [];
  const components = domains.map(({ name, domain, redirect }) => ({
    name,
    fqdn: domain || null,
    redirect: redirect ?? 'both',
  }));
  const urls = urlsOf(components);
  return {
    own: {
      stack: {
        create: {
          connectToDockerNetwork,
          ignoreUnknownKeys: requireMayIgnore(scope, null, options),
          ...sealTexts(database.sealer, { raw: '', resolved: '' }),
          checkout: sealCheckout(database.sealer, unread),
        },
      },
      components: {
        create: components.map((component) => ({
          ...component,
          uuid: newUuid(),
          organizationId,
          kind: 'application' as const,
          image: '',
        })),
      },
    },
    claim: (write) => claimStackDomains(scope, { components, workloadId: null, force }, write),
    domains: urls.length === 0 ? null : urls.join(','),
  };
}
