import { type Application, Prisma, type Stack, type Storage } from '../generated/client';
import type { Pool } from '../pool';
import {
  type ListSource,
  listWorkloadRows,
  type WorkloadFilter,
  type WorkloadRow,
  workloadSelection,
} from './list-workloads';

/** An application with the names of its containers. */
export interface ApplicationRow extends Application, WorkloadRow {
  id: number;
  privateKeyUuid: string | null;
  /** Only for an application made from a compose file: the file as it runs and as it was sent, sealed. */
  composed: Stack['dockerCompose'] | null;
  composedRaw: Stack['dockerComposeRaw'] | null;
  /** Setting of that file. */
  ignoreUnknownKeys: boolean;
}

export const applicationSelected = [
  'k.uuid AS "privateKeyUuid"',
  't.docker_compose AS "composed"',
  't.docker_compose_raw AS "composedRaw"',
  'coalesce(t.ignore_unknown_keys, false) AS "ignoreUnknownKeys"',
];

export function applicationJoins(join: 'JOIN' | 'LEFT JOIN'): string {
  return `
  ${join} applications a ON a.id = w.id
  LEFT JOIN private_keys k ON k.id = a.private_key_id
  LEFT JOIN stacks t ON t.id = w.id`;
}

const source: ListSource = {
  kind: 'application',
  name: 'list-applications',
  selection: workloadSelection({ fields: Prisma.ApplicationScalarFieldEnum, selected: applicationSelected }),
  resource: 'application',
  joins: applicationJoins('JOIN'),
};

/** List applications, oldest first. */
export function listApplicationRows(pool: Pool, filter: WorkloadFilter): Promise<readonly ApplicationRow[]> {
  return listWorkloadRows<ApplicationRow>(pool, source, filter);
}

/** What an application's configuration depends on in its storages. */
export type MountedStorage = Pick<Storage, 'mountPath' | 'kind' | 'name' | 'hostPath' | 'contentSealed'>;

interface DetailRow extends ApplicationRow {
  storages: (Omit<MountedStorage, 'contentSealed'> & { content: string | null })[];
}

const detail: ListSource = {
  ...source,
  name: 'read-application',
  selection: workloadSelection({
    fields: Prisma.ApplicationScalarFieldEnum,
    selected: [
      ...applicationSelected,
      `coalesce((
        SELECT json_agg(json_build_object('mountPath', m.mount_path, 'kind', m.kind, 'name', m.name,
          'hostPath', m.host_path, 'content', encode(m.content_sealed, 'base64')))
        FROM storages m WHERE m.workload_id = w.id), '[]') AS storages`,
    ],
  }),
};

/** Get one application with its storages in one statement; null when it does not exist. */
export async function readApplicationRow(
  pool: Pool,
  filter: WorkloadFilter & { uuid: string },
): Promise<{ row: ApplicationRow; storages: MountedStorage[] } | null> {
  const [found] = await listWorkloadRows<DetailRow>(pool, detail, filter);
  if (!found) return null;
  const { storages, ...row } = found;
  return {
    row,
    storages: storages.map(({ content, ...rest }) => ({ ...rest, contentSealed: bytes(content) })),
  };
}

function bytes(base64: string | null): Uint8Array<ArrayBuffer> | null {
  return base64 === null ? null : Uint8Array.from(Buffer.from(base64, 'base64'));
}
