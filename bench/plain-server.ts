/**
 * What the API costs without Gantry: `node:http` and `pg`, doing the same work for the same rows. It checks the key
 * (id, hash, membership), reads the list in one statement and writes the same JSON. Started by bench/api.ts.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20, options: '-c timezone=UTC' });

const keyStatement = `
  SELECT k.hash, k.abilities, k.organization_id, m.role, u.status
  FROM api_keys k
  JOIN users u ON u.id = k.user_id
  JOIN memberships m ON m.user_id = k.user_id AND m.organization_id = k.organization_id
  WHERE k.no = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())`;

const stamp = (column: string) =>
  `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS ${column.split('.').pop()}`;

const place = `
    JOIN destinations d ON d.id = w.destination_id
    JOIN servers s ON s.id = d.server_id
    JOIN environments e ON e.id = w.environment_id
    JOIN projects p ON p.id = e.project_id
    WHERE w.organization_id = $1 ORDER BY w.id`;
const summary = `w.id, w.uuid, w.description, w.name, w.environment_id, e.name AS environment_name, e.uuid AS environment_uuid,
    p.name AS project_name, p.uuid AS project_uuid, s.name AS server_name, s.uuid AS server_uuid, w.status, '[]'::json AS tags,
    ${stamp('w.created_at')}, ${stamp('w.updated_at')}`;

const statements: Record<string, string> = {
  '/api/v1/applications?summary=1': `
    SELECT ${summary}, a.build_pack, a.docker_registry_image_name, a.docker_registry_image_tag, a.fqdn, a.git_branch,
      a.git_repository, a.source_kind
    FROM workloads w JOIN applications a ON a.id = w.id ${place}`,
  '/api/v1/databases?summary=1': `
    SELECT ${summary}, 'standalone-' || b.engine AS type, 'standalone-' || b.engine AS database_type, b.image, b.is_public,
      b.public_port
    FROM workloads w JOIN databases b ON b.id = w.id ${place}`,
  '/api/v1/services?summary=1': `
    SELECT ${summary}, a.service_type
    FROM workloads w JOIN stacks a ON a.id = w.id ${place}`,
  '/api/v1/projects': `
    SELECT id, uuid, description, name, ${stamp('created_at')}, ${stamp('updated_at')}
    FROM projects WHERE organization_id = $1 ORDER BY id`,
  '/api/v1/servers': `
    SELECT s.*, ${stamp('s.created_at')}, ${stamp('s.updated_at')} FROM servers s WHERE organization_id = $1 ORDER BY id`,
  '/api/v1/applications': `
    SELECT a.*, w.*, ${stamp('w.created_at')}, ${stamp('w.updated_at')}, d.uuid AS destination_uuid, e.uuid AS environment_uuid
    FROM workloads w
    JOIN applications a ON a.id = w.id
    JOIN destinations d ON d.id = w.destination_id
    JOIN environments e ON e.id = w.environment_id
    WHERE w.organization_id = $1 ORDER BY w.id`,
};

const server = createServer(async (request, response) => {
  const answer = (status: number, body: unknown) => {
    const text = JSON.stringify(body);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  };
  const token = /^Bearer (\d+)\|([0-9A-Za-z]{40})/.exec(request.headers.authorization ?? '');
  const statement = statements[request.url ?? ''];
  if (!token?.[1] || !token[2]) return answer(401, { message: 'Unauthenticated.' });
  if (!statement) return answer(404, { message: 'Not found.' });
  const key = (await pool.query({ name: 'key', text: keyStatement, values: [token[1]] })).rows[0];
  const digest = createHash('sha256').update(token[2]).digest();
  if (!key || !timingSafeEqual(digest, Buffer.from(key.hash, 'hex')))
    return answer(401, { message: 'Unauthenticated.' });
  const { rows } = await pool.query({ name: request.url, text: statement, values: [key.organization_id] });
  answer(200, rows);
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.send?.({ port: address.port });
});
process.on('disconnect', () => process.exit(0));
