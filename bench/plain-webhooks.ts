/**
 * What a webhook costs without Gantry: `node:http` and `pg`. It proves the call as the forge documents, reads the JSON and
 * inserts one row. Started by bench/webhooks.ts.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const secret = process.env.WEBHOOK_SECRET ?? '';

await pool.query(
  `CREATE TABLE IF NOT EXISTS bench_pushes (
     id serial PRIMARY KEY, delivery_id text UNIQUE, repository text, commit text, content jsonb, received_at timestamptz DEFAULT now())`,
);

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set
  return Buffer.concat(chunks);
}

function isGenuine({ headers }: IncomingMessage, bytes: Buffer): boolean {
  const { 'x-hub-signature-256': signature, 'x-gitlab-token': token } = headers;
  const [given, expected] =
    signature === undefined
      ? [String(token), secret]
      : [String(signature), `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`];
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

const server = createServer(async (request, response) => {
  const bytes = await bytesOf(request);
  if (!isGenuine(request, bytes)) return void response.writeHead(401).end();
  const content = JSON.parse(bytes.toString());
  const { repository, project, after } = content;
  await pool.query({
    name: 'push',
    text: 'INSERT INTO bench_pushes (delivery_id, repository, commit, content) VALUES ($1, $2, $3, $4)',
    values: [
      request.headers['x-github-delivery'] ?? request.headers['x-gitlab-event-uuid'],
      repository?.full_name ?? project?.path_with_namespace,
      after,
      content,
    ],
  });
  response.writeHead(202, { 'content-type': 'application/json' }).end('[]');
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.send?.({ port: address.port });
});
process.on('disconnect', () => process.exit(0));
