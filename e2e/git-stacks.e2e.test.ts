// Applications whose compose file is in a Git repository, on a real engine: one service is built, one is pulled.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployed, ended } from './gantry/deployment';
import { containersOf, type Fixture, openFixture } from './gantry/fixture';
import { visit } from './gantry/visit';

let fixture: Fixture;
let uuid = '';
let domain = '';
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture?.close());

const api = () => fixture.gantry.rest;
const git = () => fixture.lab.git;

const compose = `services:
  web:
    build: {context: ./web, args: {GREETING: hello}}
    environment: [SERVICE_URL_WEB_8080]
    env_file: web.env
    configs: [{source: note, target: /etc/note}]
    depends_on: [worker]
    healthcheck: {test: [CMD, 'true'], interval: 1s}
    stop_grace_period: 1s
  worker:
    image: gantry-test/web:1
    entrypoint: [sh, -c]
    command: ["trap 'exit 0' TERM; sleep 1000 & wait"]
    healthcheck: {test: [CMD, 'true'], interval: 1s}
    stop_grace_period: 1s
    volumes: ["state:/state", "./worker.conf:/etc/worker.conf:ro"]
configs:
  note: {file: ./note.txt}
`;

/** Serves what the build was given, its own text, and the variables and files that it has when it starts. */
function dockerfile(text: string): string {
  return [
    'FROM busybox:stable',
    'ARG GREETING',
    `RUN mkdir /www && echo "$GREETING ${text}" > /www/built`,
    'EXPOSE 8080',
    'CMD cat /www/built /etc/note > /www/index.html; echo "$FROM_FILE" >> /www/index.html; exec httpd -f -p 8080 -h /www',
    '',
  ].join('\n');
}

const files = {
  'shop/compose.yaml': compose,
  'shop/web/Dockerfile': dockerfile('one'),
  'shop/web.env': 'FROM_FILE=of the repository\n',
  'shop/note.txt': 'noted\n',
  'shop/worker.conf': 'conf\n',
};

async function ids(): Promise<Record<string, string>> {
  const format = '{{.Label "gantry.component"}} {{.ID}}';
  const label = `label=gantry.resource=${uuid}`;
  const { stdout } = await fixture.host.exec(['docker', 'ps', '--filter', label, '--format', format]);
  return Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ')),
  );
}

describe('a compose file of a repository', () => {
  it('is built, pulled and served with the files that the checkout has', async () => {
    const { commit } = await git().createRepo('shop', files);
    const made = await api().post('/applications/public', {
      ...fixture.place,
      git_repository: git().httpUrl('shop'),
      git_branch: 'main',
      build_pack: 'dockercompose',
      base_directory: '/shop',
      docker_compose_location: '/compose.yaml',
    });
    uuid = made.uuid;
    expect(made.domains).toBeNull();
    const deployment = await deployed(fixture.gantry, uuid);
    expect(deployment).toMatchObject({ commit, commit_message: 'First commit' });
    const { running } = await containersOf(fixture.host, uuid);
    expect(running.sort()).toEqual([`web-${uuid}`, `worker-${uuid}`]);
    const { applications } = await api().get(`/services/${uuid}`);
    domain = new URL(applications.find(({ name }: { name: string }) => name === 'web').fqdn).hostname;
    expect(await visit(fixture.host, domain)).toEqual({
      status: 200,
      body: 'hello one\nnoted\nof the repository\n',
    });
    const conf = await fixture.host.exec(['docker', 'exec', `worker-${uuid}`, 'cat', '/etc/worker.conf']);
    expect(conf.stdout).toBe('conf\n');
    const image = await fixture.host.exec(['docker', 'inspect', '-f', '{{.Config.Image}}', `web-${uuid}`]);
    expect(image.stdout.trim()).toBe(`${uuid}_web:${commit}`);
    const left = await fixture.host.exec(['sh', '-c', 'ls /var/lib/gantry/*/deployments']);
    expect(left.stdout.trim()).toBe('');
  });

  it('is not built again for the same commit, and nothing is replaced', async () => {
    const before = await ids();
    const { text } = await deployed(fixture.gantry, uuid);
    expect(text).toContain('no build is needed');
    expect(await ids()).toEqual(before);
  });

  it('replaces the service whose source has changed, and touches nothing else', async () => {
    const before = await ids();
    await git().commit('shop', { 'shop/web/Dockerfile': dockerfile('two') }, 'Second commit');
    await deployed(fixture.gantry, uuid);
    const after = await ids();
    expect(after.web).not.toBe(before.web);
    expect(after.worker).toBe(before.worker);
    expect((await visit(fixture.host, domain)).body).toBe('hello two\nnoted\nof the repository\n');
  });

  it('leaves what serves alone when a commit cannot be built, read or found', async () => {
    const before = await ids();
    const broken = dockerfile('three').replace('RUN mkdir', 'RUN false && mkdir');
    await git().commit('shop', { 'shop/web/Dockerfile': broken }, 'Broken build');
    expect((await deployed(fixture.gantry, uuid, 'failed')).text).toContain('false');
    await git().commit('shop', { 'shop/compose.yaml': `${compose}  bad: [` }, 'Broken file');
    expect((await deployed(fixture.gantry, uuid, 'failed')).reason).toMatch(/compose\.yaml: Line \d+/);
    await api().patch(`/applications/${uuid}`, { docker_compose_location: '/none.yaml' });
    expect((await deployed(fixture.gantry, uuid, 'failed')).reason).toContain('/none.yaml');
    expect(await ids()).toEqual(before);
    expect((await visit(fixture.host, domain)).body).toBe('hello two\nnoted\nof the repository\n');
  });

  it('reads nothing that a link outside of the checkout leads to', async () => {
    await api().patch(`/applications/${uuid}`, { docker_compose_location: '/compose.yaml' });
    const linked = compose.replace('./note.txt', './web/linked');
    await git().commit(
      'shop',
      { 'shop/compose.yaml': linked, 'shop/web/linked': { mode: '120000', content: '/etc/shadow' } },
      'Link',
    );
    const { reason, text } = await deployed(fixture.gantry, uuid, 'failed');
    expect(reason).toContain('points outside the repository');
    expect(text).not.toContain('root:');
    await git().commit(
      'shop',
      { 'shop/compose.yaml': compose, 'shop/web/Dockerfile': { mode: '120000', content: '/etc/hostname' } },
      'Link',
    );
    expect((await deployed(fixture.gantry, uuid, 'failed')).reason).toContain(
      'services.web.build.dockerfile',
    );
    expect((await visit(fixture.host, domain)).body).toBe('hello two\nnoted\nof the repository\n');
  });

  it('is restarted from the commit that runs, without its repository', async () => {
    const before = await ids();
    const { deployment_uuid } = await api().post(`/applications/${uuid}/restart`);
    expect((await ended(fixture.gantry, deployment_uuid)).status).toBe('finished');
    const after = await ids();
    expect(after.web).not.toBe(before.web);
    expect(after.worker).not.toBe(before.worker);
    expect((await visit(fixture.host, domain)).body).toBe('hello two\nnoted\nof the repository\n');
  });

  it('goes back to the first commit from its image', async () => {
    const { images } = await api().get(`/applications/${uuid}/rollback-images`);
    const first = images.find(({ is_current }: { is_current: boolean }) => !is_current);
    const { deployment_uuid } = await api().post(`/applications/${uuid}/rollback`, { commit: first.tag });
    expect((await ended(fixture.gantry, deployment_uuid)).status).toBe('finished');
    expect((await visit(fixture.host, domain)).body).toBe('hello one\nnoted\nof the repository\n');
  });

  it('of a private repository is read with its deploy key', async () => {
    await git().createRepo('private-shop', files, { private: true });
    const { privatePem } = await git().deployKey('private-shop');
    const key = await api().post('/security/keys', { name: 'deploy key of a shop', private_key: privatePem });
    const made = await api().post('/applications/private-deploy-key', {
      ...fixture.place,
      private_key_uuid: key.uuid,
      git_repository: git().sshUrl('private-shop'),
      git_branch: 'main',
      build_pack: 'dockercompose',
      base_directory: '/shop',
      docker_compose_location: '/compose.yaml',
    });
    await deployed(fixture.gantry, made.uuid);
    const { running } = await containersOf(fixture.host, made.uuid);
    expect(running.sort()).toEqual([`web-${made.uuid}`, `worker-${made.uuid}`]);
  });
});
