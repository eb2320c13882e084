import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variablesOf } from './calls.testing';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const exists = { message: 'Environment variable already exists. Use PATCH request to update it.' };

describe('environment variables', () => {
  it('are created once, with their preview twin', async () => {
    const uuid = await test.addApplication();
    const path = `/applications/${uuid}/envs`;
    const created = await test.call('POST', path, { key: 'NAME', value: 'value', comment: 'why' });
    expect(created).toMatchObject({ status: 201, body: { uuid: expect.any(String) } });
    expect(Object.keys(created.body)).toEqual(['uuid']);
    const list = await variablesOf(test, uuid);
    expect(list).toMatchObject([
      {
        uuid: created.body.uuid,
        key: 'NAME',
        value: 'value',
        real_value: 'value',
        comment: 'why',
        is_preview: false,
        is_runtime: true,
        is_buildtime: true,
        is_literal: false,
        is_multiline: false,
        is_shareable: false,
        is_shared: false,
        is_shown_once: false,
        resourceable_type: 'App\\Models\\Application',
        resourceable_id: expect.any(Number),
      },
      { key: 'NAME', is_preview: true },
    ]);
    expect(await test.call('POST', path, { key: 'NAME', value: 'other' })).toMatchObject({
      status: 409,
      body: exists,
    });
  });

  it('are updated by key: what is false by itself becomes false, where it is delivered stays', async () => {
    const uuid = await test.addApplication();
    const path = `/applications/${uuid}/envs`;
    await test.call('POST', path, {
      key: 'K',
      value: '1',
      is_literal: true,
      is_multiline: true,
      is_buildtime: false,
      comment: 'c',
    });
    const updated = await test.call('PATCH', path, { key: 'K', value: '2' });
    expect(updated).toMatchObject({
      status: 201,
      body: {
        key: 'K',
        value: '2',
        is_literal: false,
        is_multiline: false,
        is_runtime: true,
        is_buildtime: false,
        comment: 'c',
      },
    });
    expect((await test.call('PATCH', path, { key: 'K', value: '3', is_preview: true })).body.is_preview).toBe(
      true,
    );
    const values = (await variablesOf(test, uuid)).map((row: { is_preview: boolean; value: string }) => [
      row.is_preview,
      row.value,
    ]);
    expect(values).toEqual([
      [false, '2'],
      [true, '3'],
    ]);
    expect(await test.call('PATCH', path, { key: 'UNKNOWN', value: '' })).toMatchObject({
      status: 404,
      body: { message: 'Environment variable not found.' },
    });
  });

  it('are updated by uuid alone, as the published command line does it', async () => {
    const uuid = await test.addApplication();
    const other = await test.addApplication();
    const path = `/applications/${uuid}/envs`;
    const { body } = await test.call('POST', path, { key: 'K', value: '1', is_literal: true, comment: 'c' });
    await test.call('POST', path, { key: 'TAKEN', value: 'x' });
    const env = body.uuid;
    expect(await test.call('PATCH', path, { uuid: env, value: '2' })).toMatchObject({
      status: 201,
      body: { uuid: env, key: 'K', value: '2', is_literal: true, comment: 'c' },
    });
    expect((await test.call('PATCH', path, { uuid: env, key: 'spring.datasource.url' })).body).toMatchObject({
      key: 'spring.datasource.url',
      value: '2',
    });
    expect(await test.call('PATCH', `${path}/bulk`, { data: [{ uuid: env, value: '3' }] })).toMatchObject({
      status: 201,
      body: [{ uuid: env, key: 'spring.datasource.url', value: '3', is_literal: true }],
    });
    expect(await test.call('PATCH', path, { uuid: env, key: 'TAKEN' })).toMatchObject({ status: 409 });
    expect((await test.call('PATCH', path, { uuid: env, is_preview: true })).body.errors).toHaveProperty(
      'is_preview',
    );
    const missing = { status: 404, body: { message: 'Environment variable not found.' } };
    expect(await test.call('PATCH', `/applications/${other}/envs`, { uuid: env, value: 'x' })).toMatchObject(
      missing,
    );
    expect(await test.call('PATCH', path, { value: 'x' })).toMatchObject({
      status: 422,
      body: { errors: { key: ['The key field is required.'] } },
    });
    expect(await test.call('PATCH', path, { key: 'K' })).toMatchObject({
      status: 422,
      body: { errors: { value: ['The value field is required.'] } },
    });
    expect((await test.call('PATCH', `${path}/bulk`, { data: [{ value: 'x' }] })).status).toBe(422);
  });

  it('are given to previews of forks where they are marked for it, and those of production never', async () => {
    const uuid = await test.addApplication();
    const path = `/applications/${uuid}/envs`;
    const shareable = async () =>
      (await variablesOf(test, uuid)).flatMap(
        (row: { key: string; is_preview: boolean; is_shareable: boolean }) =>
          row.is_shareable ? [[row.key, row.is_preview]] : [],
      );
    await test.call('POST', path, { key: 'A', value: '1' });
    await test.call('POST', path, { key: 'B', value: '1', is_preview: true, is_shareable: true });
    expect(await shareable()).toEqual([['B', true]]);
    const twin = { key: 'A', value: '2', is_preview: true };
    expect((await test.call('PATCH', path, { ...twin, is_shareable: true })).body.is_shareable).toBe(true);
    expect((await test.call('PATCH', path, { ...twin, value: '3' })).body.is_shareable).toBe(true);
    const [{ uuid: ofProduction }] = await variablesOf(test, uuid);
    for (const { method, at, body } of [
      { method: 'POST', at: path, body: { key: 'C', value: '1', is_shareable: true } },
      { method: 'PATCH', at: path, body: { key: 'A', value: '1', is_shareable: true } },
      { method: 'PATCH', at: path, body: { uuid: ofProduction, is_shareable: true } },
      { method: 'PATCH', at: `${path}/bulk`, body: { data: [{ key: 'C', value: '1', is_shareable: true }] } },
    ] as const) {
      const refused = await test.call(method, at, body);
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ['is_shareable']]);
    }
    const data = [
      { key: 'B', value: '1', is_preview: true, is_shareable: false },
      { key: 'D', value: '1', is_preview: true, is_shareable: true },
    ];
    await test.call('PATCH', `${path}/bulk`, { data });
    expect(await shareable()).toEqual([
      ['A', true],
      ['D', true],
    ]);
  });

  it('are written in bulk: updated or created, all or none', async () => {
    const uuid = await test.addApplication();
    const path = `/applications/${uuid}/envs`;
    await test.call('POST', path, { key: 'OLD', value: '1' });
    const written = await test.call('PATCH', `${path}/bulk`, {
      data: [
        { key: 'OLD', value: '2' },
        { key: 'NEW', value: '3' },
      ],
    });
    expect(written).toMatchObject({
      status: 201,
      body: [
        { key: 'OLD', value: '2' },
        { key: 'NEW', value: '3' },
      ],
    });
    const before = await variablesOf(test, uuid);
    expect(
      (
        await test.call('PATCH', `${path}/bulk`, {
          data: [
            { key: 'OLD', value: '9' },
            { key: 'A B', value: '' },
          ],
        })
      ).status,
    ).toBe(422);
    expect(await variablesOf(test, uuid)).toEqual(before);
    for (const body of [{ data: [] }, { other: 1 }]) {
      const answer = await test.call('PATCH', `${path}/bulk`, body);
      expect([400, 422]).toContain(answer.status);
    }
    expect(await test.call('PATCH', `${path}/bulk`, { data: [] })).toMatchObject({
      status: 400,
      body: { message: 'Bulk data is required.' },
    });
  });

  it('are deleted one by one', async () => {
    const uuid = await test.addApplication();
    const other = await test.addApplication();
    const { body } = await test.call('POST', `/applications/${uuid}/envs`, { key: 'K', value: '1' });
    const missing = { status: 404, body: { message: 'Environment variable not found.' } };
    expect(await test.call('DELETE', `/applications/${other}/envs/${body.uuid}`)).toMatchObject(missing);
    const path = `/applications/${uuid}/envs/${body.uuid}`;
    expect(await test.call('DELETE', path)).toMatchObject({
      status: 200,
      body: { message: 'Environment variable deleted.' },
    });
    expect(await test.call('DELETE', path)).toMatchObject(missing);
    expect(await variablesOf(test, uuid)).toHaveLength(1);
  });

  it('refuse the old name of a flag', async () => {
    const uuid = await test.addApplication();
    const answer = await test.call('POST', `/applications/${uuid}/envs`, {
      key: 'K',
      value: '',
      is_build_time: true,
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: { is_build_time: ['This field is not allowed.'] } },
    });
  });
});
