/**
 * `npm run bench:auth`: what checking an API key costs a request, in CPU time of the server, against the same route
 * with a caller who is known beforehand; and whether a sign-in tells by its duration that an account exists.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { callTRPCProcedure } from '@trpc/server';
import { appRouter } from '../src/api/root';
import type { Principal } from '../src/auth/context';
import { writeAnswer } from '../src/http/answer';
import { v1 } from '../src/http/dialects/v1';
import { createInputReader } from '../src/http/rest/input';
import { operationsOf } from '../src/http/rest/operations';
import { createRoutingTable } from '../src/http/rest/routing-table';
import { startTestServer, type TestServer } from '../src/http/testing';
import { median } from './median';

const run = promisify(execFile);
const autocannon = createRequire(import.meta.url).resolve('autocannon');
const requests = 5_000;
const rounds = 5;
const tries = 200;
const mostCpuMs = 0.3;
const mostDifference = 0.1;

/** The dispatcher's work for one route, without the ordered checks: its caller is always this one. */
async function startUnchecked({ services }: TestServer, principal: Principal) {
  const table = createRoutingTable(operationsOf(appRouter, 'v1'));
  const server = createServer(async (req, res) => {
    const match = table.find(req.method ?? '', (req.url ?? '').slice('/api/v1'.length));
    if (!match) return void res.writeHead(404).end();
    const headers = { 'X-Request-Id': randomUUID(), 'Cache-Control': 'no-store' };
    const request = { requestId: headers['X-Request-Id'], ip: '', userAgent: null, surface: 'v1' as const };
    const data: unknown = await callTRPCProcedure({
      router: appRouter,
      path: match.operation.procedure,
      type: match.operation.type,
      ctx: { services, request, principal, response: { redactedFields: new Set(), headers } },
      getRawInput: createInputReader(req, match, '', v1),
      signal: new AbortController().signal,
      batchIndex: 0,
    });
    writeAnswer(res, { status: 200, contentType: 'text/html; charset=utf-8', body: String(data), headers });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { url: `http://127.0.0.1:${address.port}`, stop: () => server.close() };
}

/** CPU milliseconds that this process, which is the server, spends on a request. The client is another process. */
async function cpuPerRequest(url: string, token: string): Promise<number> {
  const before = process.cpuUsage();
  const args = [
    autocannon,
    '-a',
    String(requests),
    '-c',
    '8',
    '-j',
    '-H',
    `authorization=Bearer ${token}`,
    url,
  ];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 24 });
  const { user, system } = process.cpuUsage(before);
  const { non2xx, errors } = JSON.parse(stdout);
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} refused and ${errors} failed requests`);
  return (user + system) / 1000 / requests;
}

async function benchKeyCheck(server: TestServer): Promise<boolean> {
  const token = await server.key(['root']);
  const current = await (await server.fetch('GET', '/api/v1/sessions/current', { token })).json();
  const key = await server.database.unscoped.apiKey.findFirstOrThrow({
    where: { userId: server.owner.userId },
  });
  const principal: Principal = {
    via: 'bearer',
    user: { ...current.user, siteRole: 'owner', loginType: 'password', isTwoFactorEnabled: false },
    organization: current.organization,
    role: 'owner',
    customRole: null,
    grants: [],
    isLimited: false,
    isInstanceAdmin: true,
    isTwoFactorDue: false,
    session: null,
    key: { id: key.id, no: key.no, name: key.name, abilities: ['root'], scopes: [], allowList: ['*:*'] },
  };
  const unchecked = await startUnchecked(server, principal);
  const [withCheck, without]: [number[], number[]] = [[], []];
  await cpuPerRequest(`${server.url}/api/v1/version`, token);
  await cpuPerRequest(`${unchecked.url}/api/v1/version`, token);
  // Alternating, so that a change in the machine's speed meets both.
  for (let round = 0; round < rounds; round++) {
    withCheck.push(await cpuPerRequest(`${server.url}/api/v1/version`, token));
    without.push(await cpuPerRequest(`${unchecked.url}/api/v1/version`, token));
  }
  unchecked.stop();
  const [a, b] = [median(withCheck), median(without)];
  console.info(`CPU of a request, median of ${rounds} × ${requests} requests of GET /api/v1/version`);
  console.info(`  with the key check      ${a.toFixed(3)} ms`);
  console.info(`  without                 ${b.toFixed(3)} ms`);
  console.info(`  ratio                   ${(a / b).toFixed(2)}`);
  console.info(`  added                   ${(a - b).toFixed(3)} ms (at most ${mostCpuMs})`);
  return a - b <= mostCpuMs;
}

/** Milliseconds until a sign-in is refused; each from an address of its own and for an account that had no failures. */
async function refusal(server: TestServer, email: string, n: number): Promise<number> {
  const begin = performance.now();
  const answer = await server.fetch('POST', '/api/v2/users/login', {
    body: { email, password: 'not the password of anyone' },
    headers: { 'X-Forwarded-For': `198.18.${n >> 8}.${n & 255}` },
  });
  await answer.text();
  if (answer.status !== 401) throw new Error(`A wrong sign-in was answered ${answer.status}.`);
  return performance.now() - begin;
}

async function benchSignIn(server: TestServer): Promise<boolean> {
  const emails: string[] = [];
  for (let n = 0; n < tries; n++) emails.push((await server.member('member')).email);
  const [unknown, wrong]: [number[], number[]] = [[], []];
  for (const [n, email] of emails.entries()) {
    unknown.push(await refusal(server, `nobody-${n}@example.com`, 2 * n));
    wrong.push(await refusal(server, email, 2 * n + 1));
  }
  const [a, b] = [median(unknown), median(wrong)];
  const difference = Math.abs(a - b) / Math.min(a, b);
  console.info(`\nA refused sign-in, median of ${tries} tries`);
  console.info(`  unknown user            ${a.toFixed(1)} ms`);
  console.info(`  wrong password          ${b.toFixed(1)} ms`);
  console.info(
    `  ratio                   ${(a / b).toFixed(3)} (difference at most ${mostDifference * 100} %)`,
  );
  return difference < mostDifference;
}

const server = await startTestServer({ trustedProxies: ['127.0.0.1'] });
try {
  const isGood = [await benchKeyCheck(server), await benchSignIn(server)];
  if (isGood.includes(false)) process.exitCode = 1;
} finally {
  await server.stop();
}
