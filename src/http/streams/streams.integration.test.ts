import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../services/operations/manual-clock.testing';
import { type Browser, createBrowser } from '../browser.testing';
import { startTestServer, type TestServer } from '../testing';
import { streamLimits } from './places';

let server: TestServer;
const clock = new ManualClock();
beforeAll(async () => {
  server = await startTestServer({ clock });
});
afterAll(() => server.stop());

const path = '/api/trpc/live.changes?input=%7B%7D';
const stream = { Accept: 'text/event-stream' };

/** Read a stream until the received text matches. */
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
  it('reach a subscriber of the organization, and no one else', async () => {
    const stranger = await server.member('owner', 'new');
    const answer = await server.fetch('GET', path, { token: await server.key(['read']), headers: stream });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    // The subscription begins a moment after the headers, and misses what was published before.
    const publishing = setInterval(async () => {
      await publish(stranger.organizationId, 'theirs');
      await publish(server.owner.organizationId, 'mine');
    }, 20);
    const text = await readUntil(answer, /mine/);
    clearInterval(publishing);
    expect(text).toContain('data: {"kind":"application","uuid":"mine"}');
    expect(text).not.toContain('theirs');
  });

  it('begin with those from just before, so that a page loses none between its reading and its stream', async () => {
    const token = await server.key(['read']);
    const heard = new Promise<void>((resolve) => {
      const leave = server.services.changes.subscribe(
        ({ uuid }) => {
          if (uuid !== 'before') return;
          leave();
          resolve();
        },
        () => undefined,
      );
    });
    await publish(server.owner.organizationId, 'before');
    await heard;
    const answer = await server.fetch('GET', path, { token, headers: stream });
    expect(await readUntil(answer, /before|everything/)).toMatch(/before|everything/);
  });

  it('are refused to another site that sends the cookie', async () => {
    const browser = createBrowser(server);
    await browser.signIn(server.owner.email, server.owner.password);
    const foreign = await browser.fetch('GET', path, {
      headers: { ...stream, 'sec-fetch-site': 'cross-site' },
    });
    expect(await foreign.text()).toContain('Cross-site request blocked.');
  });

  it('end with the server', async () => {
    const other = await startTestServer();
    const answer = await other.fetch('GET', path, { token: await other.key(['read']), headers: stream });
    const rest = answer.text().then(
      () => 'ended',
      () => 'ended',
    );
    const begin = performance.now();
    const stopping = other.stop();
    expect(await rest).toBe('ended');
    expect(performance.now() - begin).toBeLessThan(9_000); // open connections are closed after ten
    await stopping;
  });
});

describe('a stream that a cookie opens', () => {
  const refusal = 'A stream needs a new ticket';
  let browser: Browser;
  beforeAll(async () => {
    browser = createBrowser(server);
    await browser.signIn(server.owner.email, server.owner.password);
  });

  async function ticket(of = browser): Promise<string> {
    const answer = await of.fetch('POST', '/api/v1/live/tickets', { body: {} });
    expect(answer.status).toBe(201);
    return (await answer.json()).ticket;
  }
  const open = (ticket: string, of = browser) =>
    of.fetch('GET', `${path}&connectionParams=${encodeURIComponent(JSON.stringify({ ticket }))}`, {
      headers: stream,
    });
  /** Find out whether a stream is open: it shows changes, while a refused one contains the refusal. */
  async function outcome(answer: Response): Promise<string> {
    const publishing = setInterval(() => publish(server.owner.organizationId, 'mine'), 20);
    const text = await readUntil(answer, new RegExp(`${refusal}|mine`));
    clearInterval(publishing);
    return text.includes(refusal) ? 'refused' : 'open';
  }

  it('needs a ticket, which opens one stream', async () => {
    expect(await outcome(await browser.fetch('GET', path, { headers: stream }))).toBe('refused');
    expect(await outcome(await open('nonsense'))).toBe('refused');
    const one = await ticket();
    expect(await outcome(await open(one))).toBe('open');
    expect(await outcome(await open(one))).toBe('refused');
  });

  it('needs it within 30 seconds', async () => {
    const [early, late] = [await ticket(), await ticket()];
    clock.advance(29_999);
    expect(await outcome(await open(early))).toBe('open');
    clock.advance(1);
    expect(await outcome(await open(late))).toBe('refused');
  });

  it('takes no ticket of another session', async () => {
    const other = createBrowser(server);
    await other.signIn(server.owner.email, server.owner.password);
    const theirs = await ticket(other);
    expect(await outcome(await open(theirs))).toBe('refused');
    expect(await outcome(await open(theirs, other))).toBe('open');
  });

  it('needs it on REST as well, before anything is said about what it shows', async () => {
    const missing = '/api/v1/deployments/aaaaaaaaaaaaaaaaaaaaaaaa/events';
    const without = await browser.fetch('GET', missing);
    expect([without.status, (await without.json()).message]).toEqual([403, expect.stringContaining(refusal)]);
    expect((await browser.fetch('GET', `${missing}?ticket=${await ticket()}`)).status).toBe(404);
  });

  it('is not for tokens, which need no ticket', async () => {
    const token = await server.key(['read']);
    const asked = await server.fetch('POST', '/api/v1/live/tickets', { token, body: {} });
    expect(asked.status).toBe(400);
    expect(await outcome(await server.fetch('GET', path, { token, headers: stream }))).toBe('open');
  });

  it('is refused beyond the limit of its key, with an ordinary status, until another one is closed', async () => {
    const token = await server.key(['read'], await server.member('owner'));
    const open = (abort = new AbortController()) =>
      fetch(server.url + path, { headers: { 'X-API-Key': token }, signal: abort.signal });
    const first = new AbortController();
    const answers = await Promise.all([
      open(first),
      ...Array.from({ length: streamLimits.key - 1 }, () => open()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const refused = await open();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect((await refused.json()).error.message).toContain('This API key already has 100 event streams open');
    first.abort();
    await expect.poll(async () => (await open()).status).toBe(200);
    await Promise.all(answers.slice(1).map((answer) => answer.body?.cancel()));
  });

  it('ends within a minute when nothing announced the end of its session', async () => {
    const other = createBrowser(server);
    await other.signIn(server.owner.email, server.owner.password);
    const ended = (await open(await ticket(other), other)).text().catch(() => 'ended');
    await server.database.pool.query('ALTER TABLE sessions DISABLE TRIGGER sessions_rights_changed');
    await server.database.unscoped.session.updateMany({ data: { revokedAt: clock.now() } });
    await server.database.pool.query('ALTER TABLE sessions ENABLE TRIGGER sessions_rights_changed');
    clock.advance(60_000);
    await ended;
  });
});
