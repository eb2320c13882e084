import { createApiCaller } from '../../api/caller';
import { appErrorOf } from '../../api/errors';
import { notFound } from '../../domain/error';
import { contextOf, type ToolSession } from './session';

/** Kinds of resources that a uuid may name, and the routers that serve them. */
export const resourceKinds = {
  application: 'application',
  database: 'database',
  service: 'stack',
  server: 'server',
  project: 'project',
} as const;

export type ResourceKind = keyof typeof resourceKinds;
export type WorkloadKind = 'application' | 'database' | 'service';

export interface FoundResource {
  kind: ResourceKind;
  resource: Record<string, unknown>;
}

/** Create a typed caller of the API for the client, behind the same gate as a request. */
export function callerFor(session: ToolSession) {
  return createApiCaller(contextOf(session));
}

/** Find the resource of a uuid among all kinds that the caller may see. @throws AppError not_found */
export async function findResource(session: ToolSession, uuid: string): Promise<FoundResource> {
  const api = callerFor(session);
  const reads: readonly [ResourceKind, () => Promise<object>][] = [
    ['application', () => api.application.get({ uuid })],
    ['database', () => api.database.get({ uuid })],
    ['service', () => api.stack.get({ uuid })],
    ['server', () => api.server.get({ uuid })],
    ['project', () => api.project.get({ uuid })],
  ];
  for (const [kind, read] of reads) {
    const resource = await orNothing(read);
    if (resource) return { kind, resource: { ...resource } };
  }
  throw notFound('Resource');
}

/** Find a workload: an application, database or service. @throws AppError not_found */
export async function findWorkloadFor(
  session: ToolSession,
  uuid: string,
): Promise<FoundResource & { kind: WorkloadKind }> {
  const { kind, resource } = await findResource(session, uuid);
  if (kind === 'server' || kind === 'project') throw notFound('Application, database or service');
  return { kind, resource };
}

/** Get the result of a read; null when the object does not exist or the caller may not read it. */
export async function orNothing<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    const { code } = appErrorOf(error);
    if (code === 'not_found' || code === 'forbidden') return null;
    throw error;
  }
}
