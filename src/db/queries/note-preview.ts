import type { Pool } from '../pool';
import { inTransaction, type Queryable } from '../transaction';

/** What is known about a pull request. */
export interface PullRequestNote {
  workloadId: number;
  organizationId: string;
  pullRequestId: number;
  title: string;
  author: string | null;
  url: string | null;
  branch: string | null;
  targetBranch: string | null;
  sourceRepository: string | null;
  commit: string;
  imageTag: string | null;
  isFork: boolean;
  needsApproval: boolean;
  /** null: the earlier approval stays. */
  approvedCommit: string | null;
}

/** Address of the preview, for its domains. */
export interface ClaimedAddress {
  fqdn: string;
  scheme: string;
  host: string;
  path: string;
  containerPort: number | null;
}

export interface NotePreview extends PullRequestNote {
  /** Uuid of a new row. */
  uuid: string;
  random: string;
  /** Most previews of the application. */
  limit: number;
  /**
   * null: it has no address; undefined: its current one stays, because its components are known only at deployment.
   * @param random of the row
   */
  address(random: string): ClaimedAddress | null | undefined;
}

export type NoteOutcome = 'noted' | 'full' | 'gone';

/**
 * Record what is known about a pull request, in one transaction that holds the workload's row: of concurrent calls, no
 * two create a preview, and none exceeds the limit. Claims its address; fails with a unique violation when another
 * resource has it.
 */
export function notePreview(pool: Pool, note: NotePreview): Promise<NoteOutcome> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `SELECT 1 FROM workloads WHERE id = $1 AND organization_id = $2 AND deleting_at IS NULL FOR NO KEY UPDATE`,
      [note.workloadId, note.organizationId],
    );
    if (rowCount !== 1) return 'gone';
    const { rows } = await client.query<{ random: string | null; others: number }>(
      `SELECT max(random) FILTER (WHERE pull_request_id = $2) AS random,
         (count(*) FILTER (WHERE pull_request_id <> $2))::int AS others
       FROM previews WHERE workload_id = $1`,
      [note.workloadId, note.pullRequestId],
    );
    const { random = null, others = 0 } = rows[0] ?? {};
    if (random === null && others >= note.limit) return 'full';
    const address = note.address(random ?? note.random);
    await write(client, note, address?.fqdn ?? null);
    if (address !== undefined) await claim(client, note, address);
    return 'noted';
  });
}

async function write(client: Queryable, note: NotePreview, fqdn: string | null): Promise<void> {
  await client.query(
    `INSERT INTO previews (uuid, organization_id, workload_id, pull_request_id, title, author, url, branch, commit,
       image_tag, is_fork, needs_approval, approved_commit, random, fqdn, target_branch, source_repository, active_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, clock_timestamp(), clock_timestamp())
     ON CONFLICT (workload_id, pull_request_id) DO UPDATE SET title = EXCLUDED.title, author = EXCLUDED.author,
       url = EXCLUDED.url, branch = EXCLUDED.branch, commit = EXCLUDED.commit, image_tag = EXCLUDED.image_tag,
       target_branch = EXCLUDED.target_branch, source_repository = EXCLUDED.source_repository,
       is_fork = EXCLUDED.is_fork, needs_approval = EXCLUDED.needs_approval,
       approved_commit = COALESCE(EXCLUDED.approved_commit, previews.approved_commit), fqdn = EXCLUDED.fqdn,
       state = CASE WHEN previews.state = 'removing' THEN 'waiting' ELSE previews.state END,
       active_at = EXCLUDED.active_at, updated_at = EXCLUDED.updated_at`,
    [
      note.uuid,
      note.organizationId,
      note.workloadId,
      note.pullRequestId,
      note.title,
      note.author,
      note.url,
      note.branch,
      note.commit,
      note.imageTag,
      note.isFork,
      note.needsApproval,
      note.approvedCommit,
      note.random,
      fqdn,
      note.targetBranch,
      note.sourceRepository,
    ],
  );
}

async function claim(client: Queryable, note: NotePreview, address: ClaimedAddress | null): Promise<void> {
  const owner = [note.workloadId, note.pullRequestId];
  await client.query('DELETE FROM domains WHERE workload_id = $1 AND pull_request_id = $2', owner);
  if (!address) return;
  const { scheme, host, path, containerPort } = address;
  await client.query(
    `INSERT INTO domains (organization_id, workload_id, pull_request_id, scheme, host, path, container_port)
     VALUES ($3, $1, $2, $4, $5, $6, $7)`,
    [...owner, note.organizationId, scheme, host, path, containerPort],
  );
}
