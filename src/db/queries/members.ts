import type { MemberRole } from '../generated/enums';
import type { Pool } from '../pool';

export interface MemberRow {
  no: number;
  name: string;
  email: string;
  role: MemberRole;
  createdAt: Date;
  updatedAt: Date;
}

/** List the members of one organization in the order in which they joined, in one statement. */
export async function listMembers(pool: Pool, organizationId: string): Promise<MemberRow[]> {
  const { rows } = await pool.query<MemberRow>({
    name: 'members of an organization',
    text: `SELECT u.no, u.name, u.email, m.role, u.created_at AS "createdAt", u.updated_at AS "updatedAt"
      FROM memberships m JOIN users u ON u.id = m.user_id
      WHERE m.organization_id = $1 ORDER BY m.created_at, u.no`,
    values: [organizationId],
  });
  return rows;
}
