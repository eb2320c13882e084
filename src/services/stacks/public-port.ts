import type { Component } from '../../db/generated/client';
import { engineOfImage } from '../../domain/compose/component-kind';
import type { ComposeService } from '../../domain/compose/service';
import { isRunning } from '../../domain/container-condition';
import { invalidField } from '../../domain/error';
import { resolveCompose } from '../../engine/compose/resolve';
import { serviceDatabase } from '../../engine/stack/service-database';
import type { Scope } from '../context';
import { claimPublicPort, type PublicAccess, requirePublicPort } from '../databases/public-port';
import { requestOperation } from '../operations/request';
import { optionsOf } from './checkout';
import { findComponent, findStack, type StackOnServer } from './find';
import { storedFile } from './stored-file';
import { updateStack } from './update';
import { readValues } from './variables';

type DatabaseChange = Partial<Component> & { isPublic?: boolean | undefined };

/**
 * Change the users' settings of a database of a stack. Its public port opens and closes at once; the database is not
 * touched.
 * @throws AppError 400 for a port of another database · 404 · 422 for a database that requires no password
 */
export async function updateStackDatabase(
  scope: Scope,
  { uuid, componentUuid }: { uuid: string; componentUuid: string },
  change: DatabaseChange,
): Promise<void> {
  const named = { uuid, componentUuid, kind: 'database' } as const;
  const { stack, component } = await findComponent(scope, named);
  const { name } = component;
  const access = accessAfter(component, change);
  const claim = { ...access, server: stack.server, workloadId: stack.id, component: name };
  const isChanged =
    access.isPublic !== component.isPublic ||
    (access.isPublic &&
      (access.publicPort !== component.publicPort ||
        (change.publicPortTimeout ?? component.publicPortTimeout) !== component.publicPortTimeout));
  if (isChanged || access.isPublic) {
    await requirePublicPort(scope, claim);
    if (access.isPublic) await requireGuardedService(scope, stack, { ...component, ...sentOf(change) });
  }
  await updateStack(scope, uuid, {
    settings: {},
    component: { name, change },
    finish: (tx) => claimPublicPort(tx, claim),
    portField: 'public_port',
  });
  if (isChanged) await requestPublicPort(scope, uuid, name);
}

function accessAfter(component: Component, change: DatabaseChange): PublicAccess {
  return {
    isPublic: change.isPublic ?? component.isPublic,
    publicPort: change.publicPort === undefined ? component.publicPort : change.publicPort,
  };
}

function sentOf(change: DatabaseChange): Partial<Component> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** Request that the public port follows the row. A stopped database opens its port at its start. */
async function requestPublicPort(scope: Scope, uuid: string, name: string): Promise<void> {
  const row = await findStack(scope, uuid);
  const component = row.components.find((each) => each.name === name);
  if (!component || !isRunning(component.status)) return;
  const { isPublic, publicPort, publicPortTimeout } = component;
  const parameters = { publicPortOf: name, isPublic, publicPort, publicPortTimeout };
  await requestOperation(scope, { kind: 'start', workload: row, parameters, supersedes: [] });
}

/** Refuse to make a database public that requires no password (`deployment.md` §15). */
async function requireGuardedService(
  scope: Scope,
  stack: StackOnServer,
  component: Pick<Component, 'name' | 'image' | 'imageOverride'>,
): Promise<void> {
  const image = component.imageOverride ?? component.image;
  if (engineOfImage(image) === null)
    throw invalidField(
      'is_public',
      `Gantry does not support public access for ${image}. Publish its port with ports in the compose file instead.`,
    );
  const service = await currentService(scope, stack, component.name);
  const database = service && serviceDatabase(service, { uuid: stack.uuid, image });
  if (!database?.isGuarded)
    throw invalidField(
      'is_public',
      `Gantry cannot find a password for ${component.name} in the compose file. Set ${database?.passwordNames[0] ?? 'one'} in its environment first.`,
    );
  if (service?.networkMode)
    throw invalidField('is_public', `${component.name} has no network of its own (network_mode).`);
}

/** A service of the file with its current values; null: there is none, or the file cannot be resolved. */
async function currentService(
  scope: Scope,
  row: StackOnServer,
  name: string,
): Promise<ComposeService | null> {
  const { file, checkout } = storedFile(scope, row);
  const variables = await readValues(scope, row.id);
  const outcome = resolveCompose(file, { variables, ...optionsOf(checkout) });
  if (!outcome.ok) return null;
  return outcome.value.project.services.find((each) => each.name === name) ?? null;
}

export interface ServiceUrls {
  internal: string | null;
  /** null: it is not public, or its credentials are not in the file. */
  external: string | null;
}

/** The URLs of databases of a stack, by component id; none for those without credentials in the file. */
export async function urlsOfDatabases(scope: Scope, row: StackOnServer): Promise<Map<string, ServiceUrls>> {
  const { file, checkout } = storedFile(scope, row);
  const variables = await readValues(scope, row.id);
  const outcome = resolveCompose(file, { variables, ...optionsOf(checkout) });
  const services = outcome.ok ? outcome.value.project.services : [];
  return new Map(row.components.map((component) => [component.uuid, urlsOf(row, component, services)]));
}

function urlsOf(
  { uuid, server }: StackOnServer,
  { name, image, imageOverride, isPublic, publicPort }: Component,
  services: readonly ComposeService[],
): ServiceUrls {
  const service = services.find((each) => each.name === name);
  const database = service && serviceDatabase(service, { uuid, image: imageOverride ?? image });
  if (!database?.settings) return { internal: null, external: null };
  const { kind, settings } = database;
  const urlAt = (host: string, port: number) => kind.url(settings, { host, port }).reveal();
  return {
    internal: urlAt(settings.host, kind.port),
    external: isPublic && publicPort !== null ? urlAt(server.ip, publicPort) : null,
  };
}
