// Rows 36 and 54 of the hostile inputs, and D5.1 of the deployment contract, for compose files.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const base64 = (text: string) => Buffer.from(text).toString('base64');
const reading = (variables: readonly string[]) =>
  `services:\n  web:\n    image: nginx\n    environment:\n${variables.map((each) => `      - "${each}"\n`).join('')}`;
const count = (length: number, each: (index: number) => string) => Array.from({ length }, (_, i) => each(i));
const refused = (message: string) => ({
  status: 422,
  body: { errors: { docker_compose_raw: [message] } },
});

/** The paths that accept a file, each with its response. */
const ways: [string, (file: string) => Promise<{ status: number; body: unknown }>][] = [
  [
    'POST /services',
    (file) => test.call('POST', '/services', { ...test.place, docker_compose_raw: base64(file) }),
  ],
  [
    'POST /applications/dockercompose',
    (file) =>
      test.call('POST', '/applications/dockercompose', { ...test.place, docker_compose_raw: base64(file) }),
  ],
  [
    'PATCH /services/{uuid}',
    async (file) => {
      const { uuid } = (
        await test.call('POST', '/services', { ...test.place, docker_compose_raw: base64(reading(['A=1'])) })
      ).body;
      return test.call('PATCH', `/services/${uuid}`, { docker_compose_raw: base64(file) });
    },
  ],
];

describe.each(ways)('%s', (_, send) => {
  const tooMany = refused('A resource can have at most 1000 environment variables.');

  it('refuses the 1001st variable of a resource', async () => {
    expect(await send(reading(count(1001, (i) => `K${i}=\${V${i}}`)))).toMatchObject(tooMany);
    expect(await send(reading(count(1001, (i) => `SERVICE_PASSWORD_K${i}`)))).toMatchObject(tooMany);
    expect((await send(reading(count(1000, (i) => `K${i}=\${V${i}}`)))).status).toBeLessThan(300);
  });

  it('refuses values that no variable may have', async () => {
    const long = 'x'.repeat(64 * 1024 + 1);
    expect(await send(reading([`A=\${LONG:-${long}}`]))).toMatchObject(
      refused('LONG: Must not be longer than 65536 bytes.'),
    );
    const half = 'x'.repeat(64 * 1024);
    expect(await send(reading(count(17, (i) => `K${i}=\${V${i}:-${half}}`)))).toMatchObject(
      refused('The variables of a resource can have at most 1048576 bytes in total.'),
    );
    expect(await send(reading([`A=\${NUL:-${'\\0'}}`]))).toMatchObject(refused('NUL: Must not contain NUL.'));
  });
});

it('takes a file of up to 5 MB', async () => {
  const create = (bytes: number) =>
    test.call('POST', '/services', {
      ...test.place,
      docker_compose_raw: base64(`${reading(['A=1'])}# ${'x'.repeat(bytes)}\n`),
    });
  expect((await create(4_900_000)).status).toBe(201);
  expect(await create(5_300_000)).toMatchObject({
    status: 422,
    body: { errors: { docker_compose_raw: [expect.stringContaining('larger than 5 MB')] } },
  });
});

describe('domains that no user can own', () => {
  const message = expect.stringContaining('wildcard on a public suffix');

  it('are refused for a service and for a component of it', async () => {
    const url = 'https://*.com';
    const file = base64(reading(['A=1']));
    const urls = [{ name: 'web', url }];
    const created = await test.call('POST', '/services', { ...test.place, docker_compose_raw: file, urls });
    expect(created).toMatchObject({ status: 422, body: { errors: { 'urls.0.url': [message] } } });
    const { uuid } = (await test.call('POST', '/services', { ...test.place, docker_compose_raw: file })).body;
    const changed = await test.call('PATCH', `/services/${uuid}`, { urls });
    expect(changed).toMatchObject({ status: 422, body: { errors: { 'urls.0.url': [message] } } });
    const [component] = (await test.call('GET', `/services/${uuid}`)).body.applications;
    const path = `/services/${uuid}/applications/${component.uuid}`;
    expect(await test.call('PATCH', path, { url })).toMatchObject({
      status: 422,
      body: { errors: { url: [message] } },
    });
  });
});
