import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type S3StandIn, startS3 } from '../../engine/s3/stand-in.testing';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
let s3: S3StandIn;
beforeAll(async () => {
  [test, s3] = await Promise.all([startApplicationTest({ internalHosts: ['127.0.0.1'] }), startS3()]);
});
afterAll(() => Promise.all([test.server.stop(), s3.close()]));

const body = (change: object = {}) => ({
  name: 'Offsite',
  endpoint: s3.bucket.endpoint,
  bucket: s3.bucket.bucket,
  region: s3.bucket.region,
  key: s3.bucket.key.reveal(),
  secret: s3.bucket.secret.reveal(),
  ...change,
});

const create = (change: object = {}, token?: string) =>
  test.call('POST', '/s3-storages', body(change), token);

describe('an S3 storage', () => {
  it('is created, read, changed and deleted', async () => {
    const made = await create({ description: 'In another house' });
    expect(made).toMatchObject({ status: 201, body: { uuid: expect.any(String) } });
    const path = `/s3-storages/${made.body.uuid}`;
    const { body: read } = await test.call('GET', path);
    expect(read).toMatchObject({ ...body(), description: 'In another house', is_usable: false });
    expect((await test.call('GET', '/s3-storages')).body).toContainEqual(read);
    expect(await test.call('PATCH', path, { name: 'Elsewhere' })).toMatchObject({
      status: 200,
      body: { uuid: made.body.uuid },
    });
    expect((await test.call('GET', path)).body).toEqual({
      ...read,
      name: 'Elsewhere',
      updated_at: expect.any(String),
    });
    expect(await test.call('DELETE', path)).toMatchObject({
      status: 200,
      body: { message: 'S3 storage deleted.' },
    });
    expect(await test.call('GET', path)).toMatchObject({
      status: 404,
      body: { message: 'S3 storage not found.' },
    });
  });

  it('is validated by asking it', async () => {
    const path = `/s3-storages/${(await create()).body.uuid}`;
    expect(await test.call('POST', `${path}/validate`)).toMatchObject({
      status: 200,
      body: { valid: true, message: 'S3 storage connection is valid.' },
    });
    expect((await test.call('GET', path)).body.is_usable).toBe(true);
    await test.call('PATCH', path, { secret: 'wrong' });
    expect((await test.call('GET', path)).body.is_usable).toBe(false);
    expect(await test.call('POST', `${path}/validate`)).toMatchObject({
      status: 200,
      body: { valid: false, message: expect.stringContaining('SignatureDoesNotMatch') },
    });
  });

  it('shows its keys to those alone who may see secrets, and nothing to other organizations', async () => {
    const { uuid } = (await create()).body;
    const reader = await test.server.key(['read']);
    for (const path of ['/s3-storages', `/s3-storages/${uuid}`]) {
      const seen = await test.call('GET', path, undefined, reader);
      expect(seen.status).toBe(200);
      expect(JSON.stringify(seen.body)).not.toContain(s3.bucket.secret.reveal());
      expect(seen.headers.get('x-redacted-fields')).toContain('secret');
    }
    const { token } = await test.stranger();
    for (const [method, action] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/validate'],
    ])
      expect((await test.call(method ?? '', `/s3-storages/${uuid}${action}`, undefined, token)).status).toBe(
        404,
      );
  });

  it.each([
    ['endpoint', 'http://169.254.169.254'],
    ['endpoint', 'https://169.254.169.254'],
    ['endpoint', 'https://10.0.0.1'],
    ['endpoint', 'http://s3.example.com'],
    ['endpoint', 'https://localhost:9000'],
    ['endpoint', 'https://user:password@s3.example.com'],
    ['endpoint', 'https://s3.example.com/?x=1'],
    ['endpoint', 'ftp://s3.example.com'],
    ['bucket', '../etc'],
    ['bucket', 'A'],
    ['bucket', 'a..b'],
    ['region', 'us east'],
    ['secret', 'two\nlines'],
    ['name', '<script>'],
  ])('is refused for the %s %j', async (field, value) => {
    const { status, body } = await create({ [field]: value });
    expect(status).toBe(422);
    expect(body.errors).toHaveProperty(field);
    expect(JSON.stringify(body)).not.toContain('two\nlines');
  });
});
