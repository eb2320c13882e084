// Previews of pull requests, from the signed call of a forge to their removal, beside production.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sign } from '../src/http/webhooks/testing';
import { type FakeForge, startFakeForge } from '../src/services/forge-reports/testing';
import { deployed } from './gantry/deployment';
import { containersOf, type Fixture, openFixture, quickCheck } from './gantry/fixture';
import type { Body } from './gantry/rest';
import { visit } from './gantry/visit';

const repository = 'acme/shop';
const secret = 'a-secret-of-the-webhook';
const dockerfile = (note: string) => `FROM gantry-test/web:1\nENV NOTE="${note}"\n`;

let fixture: Fixture;
let forge: FakeForge;
let uuid: string;
beforeAll(async () => {
  fixture = await openFixture();
  forge = await startFakeForge(fixture.lab.gateway);
  const { git } = fixture.lab;
  await git.createRepo(repository, { Dockerfile: dockerfile('production') });
  ({ uuid } = await rest().post('/applications/public', {
    ...fixture.place,
    ...quickCheck,
    git_repository: git.httpUrl(repository),
    git_branch: 'main',
    build_pack: 'dockerfile',
    ports_exposes: '8080',
    domains: 'http://shop.example',
    is_preview_deployments_enabled: true,
    manual_webhook_secret_github: secret,
  }));
  await rest().post('/git-tokens', {
    forge: 'gitlab',
    name: 'Acme',
    html_url: new URL(git.httpUrl(repository)).origin,
    api_url: `${forge.url}/api/v4`,
    token: forge.token,
  });
  await rest().post(`/applications/${uuid}/envs`, { key: 'TOKEN', value: 'of-production' });
  await rest().patch(`/applications/${uuid}/envs`, { key: 'TOKEN', value: 'of-previews', is_preview: true });
  await deployed(fixture.gantry, uuid);
});
afterAll(async () => {
  await fixture?.close();
  await forge?.stop();
});

const rest = () => fixture.gantry.rest;
const environmentOf = async (domain: string) =>
  (await visit(fixture.host, domain, '/cgi-bin/environ')).body.split('\0');
const previewIs = (state: string, of = uuid) =>
  rest().eventually(
    `/applications/${of}/previews`,
    (previews: Body) => previews[0]?.state === state,
    120_000,
  );

/** Push to a pull request, and call as GitHub does. @returns what became of the call */
async function pullRequest(
  number: number,
  action: string,
  from: string,
  { to = repository, more = '' } = {},
): Promise<Body> {
  const { commit } = await fixture.lab.git.commit(
    to,
    { Dockerfile: `${dockerfile(`pull request ${number}`)}${more}` },
    `Change ${number}`,
    `refs/pull/${number}/head`,
  );
  const body = JSON.stringify({
    action,
    number,
    repository: { full_name: to },
    pull_request: {
      title: 'Change',
      state: action === 'closed' ? 'closed' : 'open',
      html_url: `https://github.example/${to}/pull/${number}`,
      user: { login: 'ada' },
      author_association: 'NONE',
      base: { ref: 'main' },
      head: { sha: commit, ref: 'change', repo: { full_name: from } },
    },
  });
  const response = await fetch(new URL('/webhooks/source/github/events/manual', rest().base), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-GitHub-Event': 'pull_request',
      'X-GitHub-Delivery': randomUUID(),
      'X-Hub-Signature-256': sign(secret, body),
    },
    body,
  });
  return response.json();
}

/** Containers, images, networks and volumes of a preview on the machine. */
async function leftOf(number: number, of = uuid): Promise<string[]> {
  const name = `${of}-pr-${number}`;
  const { all } = await containersOf(fixture.host, name);
  const list = async (...argv: string[]) =>
    (await fixture.host.exec(['docker', ...argv])).stdout.split('\n').filter((line) => line !== '');
  const images = await list('images', '--format', '{{.Repository}}:{{.Tag}}');
  const others = [
    ...(await list('network', 'ls', '--format', '{{.Name}}')),
    ...(await list('volume', 'ls', '--quiet')),
  ];
  return [
    ...all,
    ...images.filter((image) => image.startsWith(of) && image.includes(`pr-${number}-`)),
    ...others.filter((other) => other.includes(name)),
  ];
}

/** Networks of the container of a preview. */
async function networksOf(number: number): Promise<string[]> {
  const [name = ''] = (await containersOf(fixture.host, `${uuid}-pr-${number}`)).running;
  const format = '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}';
  const { stdout } = await fixture.host.exec(['docker', 'inspect', '--format', format, name]);
  return stdout.trim().split(' ');
}

it('a pull request is built and served beside production, and leaves nothing when it is closed', async () => {
  expect(await pullRequest(7, 'opened', repository)).toMatchObject([{ status: 'queued' }]);
  await previewIs('running');
  const environment = await environmentOf('7.shop.example');
  expect(environment).toEqual(expect.arrayContaining(['NOTE=pull request 7', 'TOKEN=of-previews']));
  expect(await environmentOf('shop.example')).toEqual(
    expect.arrayContaining(['NOTE=production', 'TOKEN=of-production']),
  );
  expect((await containersOf(fixture.host, `${uuid}-pr-7`)).running).toHaveLength(1);
  expect(await networksOf(7)).toEqual([expect.stringMatching(new RegExp(`${uuid}-pr-7$`))]);
  expect(await pullRequest(7, 'closed', repository)).toMatchObject([{ status: 'queued' }]);
  await rest().eventually(`/applications/${uuid}/previews`, (previews: Body) => previews.length === 0);
  expect(await leftOf(7)).toEqual([]);
  expect((await visit(fixture.host, '7.shop.example')).status).toBe(404);
  expect((await visit(fixture.host, 'shop.example')).status).toBe(200);
});

it('is shown at its commit and on its pull request', async () => {
  const statesAt = (commit: string) =>
    forge.statuses.filter((each) => each.commit === commit).map(({ state }) => state);
  const commits = [...new Set(forge.statuses.map(({ commit }) => commit))];
  expect(commits).toHaveLength(2);
  for (const commit of commits)
    await expect.poll(() => statesAt(commit).at(-1), { timeout: 60_000 }).toBe('success');
  expect(forge.statuses.map(({ repository: of, ref }) => `${of} ${ref}`)).toEqual(
    expect.arrayContaining([`${repository} main`, `${repository} change`]),
  );
  const comments = () => [...forge.comments.values()].filter(({ pullRequest: of }) => of === 7);
  await expect.poll(() => comments()[0]?.text, { timeout: 60_000 }).toContain('It was removed.');
  expect(comments()).toHaveLength(1);
  const [token] = await rest().get('/git-tokens');
  expect(token).toMatchObject({ problem: null, last_used_at: expect.any(String) });
});

it('a fork waits for approval, sees no secret, and is alone on its network', async () => {
  await pullRequest(8, 'opened', 'eve/shop');
  const [waiting] = await previewIs('waiting');
  expect((await containersOf(fixture.host, `${uuid}-pr-8`)).all).toEqual([]);
  await rest().post(`/applications/${uuid}/previews/8/approve`, { commit: waiting.commit });
  await previewIs('running');
  const environment = await environmentOf('8.shop.example');
  expect(environment).toContain('NOTE=pull request 8');
  expect(environment.join('\n')).not.toMatch(/TOKEN|of-previews|of-production/);
  expect(await networksOf(8)).toEqual([expect.stringMatching(new RegExp(`${uuid}-pr-8$`))]);
  await rest().delete(`/applications/${uuid}/previews/8`);
  await rest().eventually(`/applications/${uuid}/previews`, (previews: Body) => previews.length === 0);
  expect(await leftOf(8)).toEqual([]);
});

const stack = 'acme/stack';
/** A service that is built, before one that keeps its first answer in a volume. */
const compose = `services:
  web:
    build: .
    environment: [SERVICE_FQDN_WEB_8080, "PASSWORD=$SERVICE_PASSWORD_DB"]
    ports: ["18080:8080"]
    depends_on: [db]
    healthcheck: {test: [CMD, "true"], interval: 1s}
    stop_grace_period: 1s
  db:
    image: gantry-test/web:1
    entrypoint: [sh, -c]
    command: ["trap exit TERM; [ -f /data/index.html ] || echo $$WHO > /data/index.html; httpd -f -p 8080 -h /data & wait"]
    environment: ["WHO=\${WHO:-no one}"]
    volumes: ["data:/data"]
    healthcheck: {test: [CMD, "true"], interval: 1s}
    stop_grace_period: 1s
`;
const asking = `RUN printf '#!/bin/sh\\nprintf "Content-Type: text/plain\\\\r\\\\n\\\\r\\\\n"\\nwget -qO- http://db:8080/\\n' > /www/cgi-bin/data && chmod 755 /www/cgi-bin/data\n`;

it('a compose file has a database of its own for a pull request, and production keeps its data', async () => {
  const { git } = fixture.lab;
  await git.createRepo(stack, {
    'compose.yaml': compose,
    Dockerfile: `${dockerfile('production')}${asking}`,
  });
  const { uuid: of } = await rest().post('/applications/public', {
    ...fixture.place,
    git_repository: git.httpUrl(stack),
    git_branch: 'main',
    build_pack: 'dockercompose',
    docker_compose_location: '/compose.yaml',
    docker_compose_domains: [{ name: 'web', domain: 'http://stack.example:8080' }],
  });
  await rest().patch(`/applications/${of}`, {
    is_preview_deployments_enabled: true,
    manual_webhook_secret_github: secret,
  });
  await rest().post(`/applications/${of}/envs`, { key: 'WHO', value: 'production' });
  await rest().patch(`/applications/${of}/envs`, { key: 'WHO', value: 'preview', is_preview: true });
  await deployed(fixture.gantry, of);
  const data = async (domain: string) => (await visit(fixture.host, domain, '/cgi-bin/data')).body.trim();
  const password = async (domain: string) =>
    (await environmentOf(domain)).find((variable) => variable.startsWith('PASSWORD='));
  expect(await data('stack.example')).toBe('production');
  const before = await containersOf(fixture.host, of);

  await pullRequest(9, 'opened', stack, { to: stack, more: asking });
  const [preview] = await previewIs('running', of);
  expect(preview).toMatchObject({
    // Docker may not have asked yet.
    status: expect.stringMatching(/^running:(healthy|unknown)$/),
    fqdn: 'http://9.stack.example:8080',
  });
  expect(await data('9.stack.example')).toBe('preview');
  expect(await password('9.stack.example')).not.toBe(await password('stack.example'));
  const head = ['curl', '-sI', '-H', 'Host: 9.stack.example', 'http://127.0.0.1/'];
  expect((await fixture.host.exec(head)).stdout.toLowerCase()).toContain('x-robots-tag: noindex');
  expect((await containersOf(fixture.host, `${of}-pr-9`)).running.sort()).toEqual([
    `db-${of}-pr-9`,
    `web-${of}-pr-9`,
  ]);
  await pullRequest(9, 'closed', stack, { to: stack });
  await rest().eventually(`/applications/${of}/previews`, (previews: Body) => previews.length === 0);
  expect(await leftOf(9, of)).toEqual([]);
  expect((await visit(fixture.host, '9.stack.example')).status).toBe(404);
  expect(await containersOf(fixture.host, of)).toEqual(before);
  expect(await data('stack.example')).toBe('production');
});
