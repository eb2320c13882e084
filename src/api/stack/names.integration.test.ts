import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const create = (file: string) =>
  test.call('POST', '/services', {
    ...test.place,
    docker_compose_raw: Buffer.from(file).toString('base64'),
  });

it('a service has no name of Gantry or of another resource', async () => {
  const other = await test.addApplication({ custom_network_aliases: 'shop' });
  const { unscoped } = test.server.database;
  const destination = await unscoped.destination.findFirstOrThrow();
  await unscoped.destination.update({ where: { id: destination.id }, data: { isIsolated: false } });
  await unscoped.destination.update({ where: { id: destination.id }, data: { network: 'lan' } });
  const web = (key: string) => `services:\n  web:\n    image: nginx\n    ${key}\n`;
  const lan = 'networks: {lan: {external: true}}\n';
  for (const [file, line] of [
    [web(`container_name: ${other}-blue`), 'Line 4, column 5, services.web.container_name: '],
    [
      web(`networks: {lan: {aliases: [Shop]}}`) + lan,
      'Line 4, column 22, services.web.networks.lan.aliases: ',
    ],
  ] as const) {
    const { status, body } = await create(file);
    expect([status, body.errors?.docker_compose_raw]).toEqual([422, [expect.stringContaining(line)]]);
  }
  expect((await create(web('networks: {lan: {aliases: [other]}}') + lan)).status).toBe(201);
});
