import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiCaller, openTestApi, type TestApi } from '../testing';
import { serverCreator } from './server.testing';

let test: TestApi;
let owner: ApiCaller;

beforeAll(async () => {
  test = await openTestApi();
  owner = (await test.addOrganization()).as('owner');
});
afterAll(() => test.close());

const create = serverCreator();

describe('what Gantry does not have', () => {
  it('is shown as off, may be sent back, and cannot be switched on', async () => {
    const { uuid } = await create(owner);
    const drains = await owner.server.logDrains({ uuid });
    expect(Object.values(drains).every((value) => value === false || value === null)).toBe(true);
    expect(await owner.server.updateLogDrains({ uuid, ...drains })).toEqual(drains);
    await expect(
      owner.server.updateLogDrains({
        uuid,
        is_logdrain_axiom_enabled: true,
        logdrain_axiom_api_key: 'secret',
      }),
    ).rejects.toMatchObject({
      cause: {
        fields: {
          is_logdrain_axiom_enabled: [expect.stringContaining('does not forward logs')],
          logdrain_axiom_api_key: [expect.any(String)],
        },
      },
    });
    const { sentinel_updated_at: _, ...sentinel } = await owner.server.sentinel({ uuid });
    expect(await owner.server.updateSentinel({ uuid, ...sentinel })).toMatchObject(sentinel);
    await expect(owner.server.updateSentinel({ uuid, is_sentinel_enabled: true })).rejects.toMatchObject({
      cause: { fields: { is_sentinel_enabled: [expect.stringContaining('does not use an agent')] } },
    });
  });

  it('take every proxy, in any case, and have its image', async () => {
    const { uuid } = await create(owner, { proxy_type: 'TRAEFIK' });
    const image = async () => (await owner.server.proxy({ uuid })).image;
    expect((await owner.server.get({ uuid })).proxy_type).toBe('traefik');
    expect(await image()).toBe('traefik:v3.7');
    await owner.server.update({ uuid, proxy_type: 'Caddy' });
    expect(await image()).toBe('caddy:2');
    await owner.server.update({ uuid, proxy_type: 'traefik', name: 'edge' });
    expect(await owner.server.proxy({ uuid })).toMatchObject({
      proxy_type: 'TRAEFIK',
      image: 'traefik:v3.7',
    });
  });

  it('is refused beside what can be changed of the proxy', async () => {
    const { uuid } = await create(owner);
    const changed = await owner.server.updateProxy({
      uuid,
      proxy_type: 'NONE',
      redirect_enabled: false,
      redirect_url: 'https://example.com',
      generate_exact_labels: false,
    });
    expect(changed).toMatchObject({
      proxy_type: 'NONE',
      redirect_enabled: false,
      redirect_url: 'https://example.com',
    });
    await expect(
      owner.server.updateProxy({ uuid, proxy_type: 'caddy', generate_exact_labels: true }),
    ).rejects.toMatchObject({ cause: { fields: { generate_exact_labels: [expect.any(String)] } } });
    expect(await owner.server.proxy({ uuid })).toMatchObject({ proxy_type: 'NONE' });
  });
});
