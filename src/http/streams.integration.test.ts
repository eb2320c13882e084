import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser } from './browser.testing';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const path = '/api/trpc/live.changes?input=%7B%7D';
const stream = { Accept: 'text/event-stream' };

/** Reads a stream until what has arrived matches. */
async function readUntil(answer: Response, wanted: RegExp): Promise<string> {
  const reader = answer.body?.getReader();
  let text = '';
  while (reader && !wanted.test(text)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  await reader?.cancel();
  return text;
}

const publish = (organizationId: string, uuid: string) =>
  server.services.changes.publish({ organizationId, kind: 'application', uuid });

describe('changes as they happen', () => {
  it('reach a subscriber of the organization, and nobody else', async () => {
    const stranger = await server.member('owner', 'new');
    const answer = await server.fetch('GET', path, { token: await server.key(['read']), headers: stream });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    // The subscription begins a moment after the headers: what is published before is not for it.
    const publishing = setInterval(async () => {
      await publish(stranger.organizationId, 'theirs');
      await publish(server.owner.organizationId, 'mine');
    }, 20);
    const text = await readUntil(answer, /mine/);
    clearInterval(publishing);
    expect(text).toContain('data: {"kind":"application","uuid":"mine"}');
    expect(text).not.toContain('theirs');
  });

  it('are refused to another site that sends the cookie', async () => {
    const browser = createBrowser(server);
    await browser.signIn(server.owner.email, server.owner.password);
    const foreign = await browser.fetch('GET', path, {
      headers: { ...stream, 'sec-fetch-site': 'cross-site' },
    });
    expect(await foreign.text()).toContain('Cross-site request blocked.');
    const own = await browser.fetch('GET', path, { headers: stream });
    expect(await readUntil(own, /connected/)).toContain('event: connected');
  });

  it('end with the server', async () => {
    const other = await startTestServer();
    const answer = await other.fetch('GET', path, { token: await other.key(['read']), headers: stream });
    const rest = answer.text().then(
      () => 'ended',
      () => 'ended',
    );
    const begin = performance.now();
    await other.stop();
    expect(await rest).toBe('ended');
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});
