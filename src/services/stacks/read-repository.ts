import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import type { GitSource } from '../../domain/workload/source';
import { type NamedFile, namedFiles } from '../../engine/compose/files';
import { magicVariables } from '../../engine/compose/magic';
import { resolveCompose } from '../../engine/compose/resolve';
import type { ComposeFile, ParseOptions } from '../../engine/compose/types';
import { composeVariables } from '../../engine/compose/variables';
import type { Facts } from '../../engine/plan/facts';
import { type Checkout, withCheckout } from '../../engine/plans/read-checkout';
import type { OrganizationScope } from '../context';
import type { DeploymentSubject } from '../deployments/load';
import { gitSource } from '../deployments/spec-source';
import { operationRef } from '../operations/operation-ref';
import { hostOf } from '../servers/host';
import type { StackCheckout } from './checkout';
import { accepted, inWords, readFile } from './read-file';
import type { Values } from './variables';

/** A compose file at one commit, with the files that it references. */
export interface RepositoryFile extends StackCheckout {
  commit: string;
  raw: string;
  file: ComposeFile;
  /** The repository at that commit. */
  source: GitSource;
  /** Facts found out on the way. */
  facts: Facts;
}

interface ReadRequest extends ParseOptions {
  values: Values;
  deadlineMs: number;
  /** Called as soon as the commit is known, whatever errors its file has. */
  onCommit?: ((facts: Facts) => Promise<void>) | undefined;
}

/**
 * Read the compose file of an application from its repository, at the commit to deploy.
 * @throws AppError worded for the user who deploys: no such branch or file, errors in the file with their lines
 */
export async function readRepository(
  scope: OrganizationScope,
  subject: DeploymentSubject,
  { values, deadlineMs, onCommit, ...options }: ReadRequest,
): Promise<RepositoryFile> {
  const { application, server, uuid, preview } = subject;
  const source = await gitSource(scope, subject);
  const { baseDirectory, dockerComposeLocation: location } = application;
  const question = {
    of: operationRef(scope, { uuid, workload: application, pullRequestId: preview?.pullRequestId ?? 0 }),
    source,
    baseDirectory,
    host: hostOf(scope, server, { targetType: 'deployment', targetUuid: uuid }),
    clock: scope.clock,
    deadlineMs,
  };
  return withCheckout(question, async (checkout) => {
    const { commit, facts } = checkout;
    await onCommit?.(facts);
    const entry = await checkout.read(location, 'docker_compose_location');
    if (entry.kind !== 'file') throw notThere(location, commit);
    const raw = entry.content.reveal();
    return inWords(location, async () => {
      const file = readFile(raw, options);
      const files = await readNamedFiles(file, values, checkout);
      return { raw, file, files, commit, facts, source: { ...source, commit } };
    });
  });
}

function notThere(location: string, commit: string): AppError {
  return new AppError(
    'bad_request',
    `There is no file ${location} under base_directory at commit ${commit.slice(0, 12)}. Correct docker_compose_location.`,
  );
}

async function readNamedFiles(
  file: ComposeFile,
  values: Values,
  checkout: Checkout,
): Promise<Map<string, Secret>> {
  const magic = magicVariables(file);
  const unset = composeVariables(file, magic).map(
    ({ name, defaultValue }) => [name, new Secret(defaultValue ?? '1')] as const,
  );
  const set = [...values].filter(([, value]) => value.reveal() !== '');
  const resolved = accepted(
    resolveCompose(file, { variables: new Map([...unset, ...set]), hasCheckout: true }),
  );
  const found = new Map<string, Secret>();
  for (const named of namedFiles(resolved)) {
    if (found.has(named.path)) continue;
    const content = await readNamed(named, checkout);
    if (content) found.set(named.path, content);
  }
  return found;
}

/** @returns null for an optional file that is missing */
async function readNamed({ path, service, key, use }: NamedFile, checkout: Checkout): Promise<Secret | null> {
  const setting = service === undefined ? key : `services.${service}.${key}`;
  const entry = await checkout.read(path, setting);
  if (entry.kind === 'file') return entry.content;
  if (entry.kind === 'folder')
    throw new AppError(
      'bad_request',
      `${setting}: ${path} is a folder in the repository, and folders are not copied to the server. Add it to an image, or list its files one by one.`,
    );
  if (use !== 'required') return null;
  throw new AppError('bad_request', `${setting}: the repository has no file ${path}.`);
}
