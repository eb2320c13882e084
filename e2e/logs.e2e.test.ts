// What containers print stays readable when they are gone (deployment contract D10.2, D10.3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployed } from './gantry/deployment';
import { containersOf, type Fixture, imageApplication, openFixture, quickCheck } from './gantry/fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture?.close());

const rest = () => fixture.gantry.rest;
const logsOf = async (uuid: string, query = ''): Promise<string> =>
  (await rest().get(`/applications/${uuid}/logs${query}`)).logs;
const containersWithLog = (uuid: string) => rest().get(`/applications/${uuid}/logs/containers`);

describe('the log of a container that is gone', () => {
  it('is readable after a redeployment, alone and before the new one', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1');
    await deployed(fixture.gantry, uuid);
    const [old] = (await containersOf(fixture.host, uuid)).running;
    await rest().patch(`/applications/${uuid}`, { docker_registry_image_tag: '2' });
    await deployed(fixture.gantry, uuid);
    expect((await containersOf(fixture.host, uuid)).all).not.toContain(old);
    const alone = 'version 1 starting\nversion 1 listening on 8080\nstopping';
    expect(await logsOf(uuid, `?container=${old}`)).toBe(alone);
    const lines = (await logsOf(uuid)).split('\n');
    expect(lines).toEqual(expect.arrayContaining([...alone.split('\n'), 'version 2 listening on 8080']));
    expect(await logsOf(uuid, '?search=LISTENING&lines=1')).toBe('version 2 listening on 8080');
    expect(await containersWithLog(uuid)).toMatchObject([
      { state: 'running', ended_at: null },
      { state: 'removed', name: old, exit_code: 0, ended_at: expect.any(String) },
    ]);
  });

  it('is readable of a version that crashed and never served', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/crash:1');
    await expect(logsOf(uuid)).rejects.toMatchObject({
      status: 400,
      body: { message: 'Application is not running.' },
    });
    await deployed(fixture.gantry, uuid, 'failed');
    expect((await containersOf(fixture.host, uuid)).all).toEqual([]);
    expect(await logsOf(uuid)).toContain('the reason of the crash');
    expect(await containersWithLog(uuid)).toMatchObject([{ state: 'removed' }]);
  });

  it('of many lines is kept to its end without holding the release up', async () => {
    const count = 300_000;
    const lines = `awk 'BEGIN { for (at = 1; at <= ${count}; at++) print "line " at " of a long log" }'`;
    const print = `FROM busybox:stable\nEXPOSE 8080\nCMD ${lines}; exec httpd -f -p 8080\n`;
    const { uuid } = await rest().post('/applications/dockerfile', {
      ...fixture.place,
      ...quickCheck,
      health_check_return_code: 404,
      stop_grace_period: 1, // its shell hears no signal
      dockerfile: Buffer.from(print).toString('base64'),
    });
    await deployed(fixture.gantry, uuid);
    const [old] = (await containersOf(fixture.host, uuid)).running;
    const began = Date.now();
    await deployed(fixture.gantry, uuid, 'finished', true);
    expect(Date.now() - began).toBeLessThan(90_000);
    const kept = await logsOf(uuid, `?container=${old}&lines=10000`);
    expect(kept.split('\n')).toHaveLength(10_000);
    expect(kept.endsWith(`line ${count} of a long log`)).toBe(true);
    const found = await logsOf(uuid, `?container=${old}&search=line%20${count - 150_000}%20`);
    expect(found).toBe(`line ${count - 150_000} of a long log`);
  });
});

describe('a follower that reconnects', () => {
  it('reads on behind its last line, through a redeployment that it did not see', async () => {
    const uuid = await imageApplication(fixture, 'gantry-test/web:1');
    await deployed(fixture.gantry, uuid);
    const before = await follow(uuid, 'version 1 listening');
    expect(before.texts).toEqual(['version 1 starting', 'version 1 listening on 8080']);
    await rest().patch(`/applications/${uuid}`, { docker_registry_image_tag: '2' });
    await deployed(fixture.gantry, uuid);
    const after = await follow(uuid, 'version 2 listening', before.lastId);
    expect(after.texts).toEqual(['stopping', 'version 2 starting', 'version 2 listening on 8080']);
  });
});

/** Read events until one has the text. */
async function follow(uuid: string, until: string, lastId?: string) {
  const answer = await rest().raw('GET', `/applications/${uuid}/logs/follow`, undefined, {
    ...(lastId !== undefined && { 'Last-Event-ID': lastId }),
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  while (!seen.includes(until)) seen += (await reader?.read())?.value ?? '';
  while (!seen.endsWith('\n\n')) seen += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  const field = (name: string) =>
    seen.split('\n').flatMap((each) => (each.startsWith(`${name}: `) ? [each.slice(name.length + 2)] : []));
  const texts = field('data').flatMap((data): string[] => JSON.parse(data).text ?? []);
  return { texts, lastId: field('id').at(-1) };
}
