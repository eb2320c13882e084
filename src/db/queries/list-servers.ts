import { PERIODS_TO_MARK } from '../../domain/failing-schedule';
import { Prisma, type Server } from '../generated/client';
import { asJson, type JsonRow, type Moments, revived } from '../json-row';
import type { Pool } from '../pool';
import { selectedColumns } from '../selected-columns';
import { sharedRead } from '../shared-read';
import { type Visibility, visibilitySql } from '../visibility';

/** A server with the public id of its SSH key. */
export interface ServerRow extends Server {
  privateKeyUuid: string;
  /** Whether its last cleanups all failed or were missed. */
  isCleanupFailing: boolean;
}

export interface ServerFilter {
  organizationId: string;
  visibility: Visibility | null;
  uuid?: string;
  skip?: number;
  take?: number;
}

const ownColumns = selectedColumns('s', Object.keys(Prisma.ServerScalarFieldEnum)).join(', ');

const statement = `
  SELECT ${ownColumns}, k.uuid AS "privateKeyUuid",
    (SELECT count(*) = $5 AND bool_and(newest.status <> 'success') FROM (
       SELECT e.status FROM cleanup_executions e
       WHERE e.server_id = s.id AND e.status <> 'running' ORDER BY e.id DESC LIMIT $5
     ) newest) AS "isCleanupFailing"
  FROM servers s JOIN private_keys k ON k.id = s.private_key_id
  WHERE s.organization_id = $1 AND ($2::text IS NULL OR s.uuid = $2)`;

const moments: Moments<ServerRow> = {
  validatedAt: true,
  failingSince: true,
  lastReachableAt: true,
  proxyProblemAt: true,
  proxyChangingUntil: true,
  cleanupNextRunAt: true,
  diskCheckNextRunAt: true,
  createdAt: true,
  updatedAt: true,
};

/** List servers, oldest first, in one statement; prepared, unless visibility is limited. */
export function listServerRows(pool: Pool, filter: ServerFilter): Promise<readonly ServerRow[]> {
  const { organizationId, uuid, skip, take, visibility } = filter;
  const values: unknown[] = [organizationId, uuid ?? null, skip ?? 0, take ?? null, PERIODS_TO_MARK];
  const visible = visibilitySql(visibility, 'server', { own: 's.uuid' }, values);
  const query = {
    ...(visibility ? {} : { name: 'list-servers' }),
    text: asJson(`${statement}${visible} ORDER BY s.id OFFSET $3 LIMIT $4`),
    values,
  };
  return sharedRead(pool, query, (rows: readonly JsonRow[]) =>
    rows.map((row) => revived<ServerRow>(row, moments)),
  );
}
