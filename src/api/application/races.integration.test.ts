// Concurrent requests (hostile-inputs rows 11 and 50), over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const AT_ONCE = 12;
const statuses = async (call: (index: number) => Promise<{ status: number }>) => {
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => call(index)));
  return answers.map(({ status }) => status);
};
const create = (fields: Record<string, unknown>) =>
  test.call('POST', '/applications/dockerimage', {
    ...test.place,
    docker_registry_image_name: 'nginx',
    ...fields,
  });

describe('at once', () => {
  it('one of many gets a port of the server', async () => {
    const got = await statuses(() => create({ ports_mappings: '9100:80' }));
    expect(got.filter((status) => status === 201)).toHaveLength(1);
    expect(got.filter((status) => status === 422)).toHaveLength(AT_ONCE - 1);
  });

  it('one of many changes to a port of the server', async () => {
    const uuids = await Promise.all(Array.from({ length: AT_ONCE }, () => test.addApplication()));
    const got = await statuses((index) =>
      test.call('PATCH', `/applications/${uuids[index]}`, { ports_mappings: '9200:80' }),
    );
    expect(got.filter((status) => status === 200)).toHaveLength(1);
  });

  it('an application below a project that is being deleted is made or refused', async () => {
    const { uuid } = (await test.call('POST', '/projects', { name: 'Short-lived' })).body;
    const got = await statuses((index) =>
      index % 2 === 0 ? create({ project_uuid: uuid }) : test.call('DELETE', `/projects/${uuid}`),
    );
    for (const status of got) expect([200, 201, 400, 404, 409]).toContain(status);
  });
});
