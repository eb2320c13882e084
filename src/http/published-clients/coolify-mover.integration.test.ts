import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';

const run = promisify(execFile);

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

async function list(...options: string[]): Promise<string> {
  const program = createRequire(import.meta.url).resolve('coolify-mover/bin/coolify-mover.js');
  const { stdout } = await run(process.execPath, [program, 'list', ...options], {
    env: {
      ...process.env,
      COOLIFY_API_URL: `${test.server.url}/api/v1`,
      COOLIFY_API_TOKEN: await test.server.key(['root']),
    },
  });
  return stdout;
}

it('finds every workload, and the server that it is on', async () => {
  const { server_uuid } = test.place;
  await test.call('PATCH', `/servers/${server_uuid}`, { name: 'north' });
  const create = (path: string, fields: object) => test.call('POST', path, { ...test.place, ...fields });
  await create('/databases/redis', { name: 'cache' });
  await create('/services', {
    name: 'monitor',
    docker_compose_raw: Buffer.from('services:\n  web:\n    image: nginx\n').toString('base64'),
  });
  await test.addApplication({ name: 'shop' });
  for (const printed of [await list(), await list('--server', 'north')]) {
    for (const name of ['cache (standalone-redis)', 'monitor', 'shop'])
      expect(printed).toContain(`  ${name}\n`);
    expect(printed.match(/Server: north\n/g)).toHaveLength(3);
    expect(printed).toContain('Total: 1 databases, 1 services, 1 applications');
  }
});
