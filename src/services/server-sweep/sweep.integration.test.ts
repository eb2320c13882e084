import { afterAll, beforeAll, expect, it } from 'vitest';
import { addServer } from '../../api/rows.testing';
import { openTestApi, type TestApi } from '../../api/testing';
import { DoubleHost } from '../../engine/testing/double-host';
import { ConnectFailure } from '../../transport/ssh/failures';
import { sweepServers } from './sweep';

let test: TestApi;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test?.close());

it('machines that did not answer are asked first, and once', async () => {
  const organization = await test.addOrganization();
  const { unscoped: db } = test.database;
  const dead = new Set(['203.0.113.2', '203.0.113.3']);
  for (const ip of ['203.0.113.1', ...dead]) {
    const { id } = await addServer(test, organization, ip);
    await db.server.update({ where: { id }, data: { hostKey: 'AAAA', state: 'usable' } });
  }
  await db.server.updateMany({ where: { ip: '203.0.113.3' }, data: { unreachableCount: 1 } });
  const asked: string[] = [];
  const host = ({ address }: { address: string }) => {
    asked.push(address);
    if (dead.has(address)) throw new ConnectFailure('timeout', `${address} does not answer.`);
    return new DoubleHost();
  };
  await sweepServers({ ...test.services, hosts: { ...test.services.hosts, host } });
  expect(asked[0]).toBe('203.0.113.3');
  expect(asked.filter((address) => dead.has(address)).sort()).toEqual([...dead]);
  expect(asked).toContain('203.0.113.1');
  const rows = await db.server.findMany({ select: { ip: true, unreachableCount: true } });
  expect(Object.fromEntries(rows.map(({ ip, unreachableCount }) => [ip, unreachableCount]))).toEqual({
    '203.0.113.1': 0,
    '203.0.113.2': 1,
    '203.0.113.3': 2,
  });
});
