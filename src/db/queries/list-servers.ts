import { Prisma, type Server } from '../generated/client';
import type { Pool } from '../pool';

/** A server with the public id of the key it is reached with. */
export interface ServerRow extends Server {
  privateKeyUuid: string;
}

export interface ServerFilter {
  organizationId: string;
  uuid?: string;
  skip?: number;
  take?: number;
}

/** Columns are the field names in snake case; the statement gives them their field names back. */
const ownColumns = Object.keys(Prisma.ServerScalarFieldEnum)
  .map((field) => `s.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${field}"`)
  .join(', ');

const statement = `
  SELECT ${ownColumns}, k.uuid AS "privateKeyUuid"
  FROM servers s JOIN private_keys k ON k.id = s.private_key_id
  WHERE s.organization_id = $1 AND ($2::text IS NULL OR s.uuid = $2)
  ORDER BY s.id OFFSET $3 LIMIT $4`;

/** Oldest first, in one prepared statement. */
export async function listServerRows(pool: Pool, filter: ServerFilter): Promise<ServerRow[]> {
  const { rows } = await pool.query<ServerRow>({
    name: 'list-servers',
    text: statement,
    values: [filter.organizationId, filter.uuid ?? null, filter.skip ?? 0, filter.take ?? null],
  });
  return rows;
}
