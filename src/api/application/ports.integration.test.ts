import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const refused = (field: string) => ({ status: 422, body: { errors: { [field]: [expect.any(String)] } } });

describe('ports of the server', () => {
  it('belong to one application', async () => {
    await test.addApplication({ name: 'Has it', ports_mappings: '9100:80,9101:81/udp' });
    const create = (ports_mappings: string) =>
      test.call('POST', '/applications/dockerimage', {
        ...test.place,
        docker_registry_image_name: 'nginx',
        ports_mappings,
      });
    const taken = await create('127.0.0.1:9100:8080');
    expect(taken).toMatchObject(refused('ports_mappings'));
    expect(taken.body.errors.ports_mappings[0]).toContain('Has it');
    expect(await create('9101:81')).toMatchObject({ status: 201 });
    const range = await create('9090-9109:90-109');
    expect(range).toMatchObject(refused('ports_mappings'));
    expect(range.body.errors.ports_mappings[0]).toContain('Port 9100 ');
  });

  it('are taken as ranges, kept as they were sent', async () => {
    const ports_mappings = '28000-28003:28000-28003/udp';
    const uuid = await test.addApplication({ name: 'Ranges', ports_mappings });
    expect((await test.call('GET', `/applications/${uuid}`)).body.ports_mappings).toBe(ports_mappings);
    const create = (mappings: string) =>
      test.call('POST', '/applications/dockerimage', {
        ...test.place,
        docker_registry_image_name: 'nginx',
        ports_mappings: mappings,
      });
    expect(await create('28002:53/udp')).toMatchObject(refused('ports_mappings'));
    expect(await create('28003-28004:53-54/udp')).toMatchObject(refused('ports_mappings'));
    expect(await create('28002:53')).toMatchObject({ status: 201 });
  });

  it('on the machine of Gantry: the ones it listens on are not to be had', async () => {
    const { installation } = test.server.services;
    const { body } = await test.call('POST', '/servers', {
      ip: '127.0.0.1',
      private_key_uuid: test.privateKeyUuid,
    });
    test.server.services.installation = {
      ...installation,
      publicUrl: 'https://panel.example:8443',
      port: 3900,
    };
    try {
      for (const port of [8443, 3900]) {
        const answer = await test.call('POST', '/applications/dockerimage', {
          ...test.place,
          server_uuid: body.uuid,
          docker_registry_image_name: 'nginx',
          ports_mappings: `${port - 1}-${port}:80-81`,
        });
        expect(answer).toMatchObject(refused('ports_mappings'));
      }
    } finally {
      test.server.services.installation = installation;
    }
  });
});
