import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { FileSpec } from '../../domain/workload/component-spec';
import type { MountSpec } from '../../domain/workload/container-run';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { componentContainer } from '../component/container';
import { renderPlan } from '../plan/render';
import { buildPlan } from '../plans/application';
import { deploy, machineWithPrevious, workloadsOn } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { sampleSpec } from '../testing/sample-spec';
import { dataPlaces } from '../workload/volumes';

const base = '/var/lib/gantry/gantry1';
const volume: MountSpec = { kind: 'volume', source: 'app0001-data', target: '/data' };
const folder: MountSpec = { kind: 'folder', source: 'uploads', target: '/uploads' };
const bind: MountSpec = { kind: 'bind', source: '/srv/media', target: '/media' };
const file: FileSpec = {
  target: '/etc/app.conf',
  content: new Secret('a = 1'),
  mode: 0o644,
  storage: 'sto0001',
};

function specWith(
  mounts: readonly MountSpec[],
  files: readonly FileSpec[],
  operationUuid = 'dep0001',
): DeploymentSpec {
  const spec = sampleSpec({ source: { kind: 'image', reference: 'nginx:alpine' } });
  const { component } = spec;
  return {
    ...spec,
    operationUuid,
    component: {
      ...component,
      files,
      container: { ...component.container, mounts },
      replace: mounts.length > 0 ? 'stop-start' : 'rolling',
    },
  };
}

const steps = (spec: DeploymentSpec) =>
  renderPlan(buildPlan(spec)).map(
    ({ id, actions }) => `${id}: ${actions.map(({ text }) => text).join('; ')}`,
  );

describe('an application with storages', () => {
  it('is released stop-start, once its paths are checked and its files written', () => {
    const spec = specWith([volume, folder, bind], [file]);
    const path = `${base}/workloads/app0001/@files/main/sto0001/dep0001`;
    expect(steps(spec).slice(4)).toEqual([
      'previous: find the running containers',
      `create: check that /srv/media may be mounted; create the folder ${base}/folders/app0001/uploads if it does not exist; write ${path}; restore its mode and owner; create the new container`,
      'stop-previous: stop the old container: SIGTERM, then SIGKILL after 30 s',
      'start: stop its other containers; start it',
      'health: wait until it is healthy: GET /health answers 200, every 5 s, 3 times at most, after 5 s',
      'switch: point the proxy to the new container; send a request to the new container through the proxy',
      'remove-previous: remove the old container',
    ]);
    expect(buildPlan(spec).downtime).toEqual({
      class: 'stop-start',
      reasons: ['only one container at a time may write to a volume'],
    });
    const facts = { components: { main: { image: 'nginx', digest: 'sha256:1' } } };
    expect(componentContainer(spec, facts).hostConfig.Mounts).toEqual([
      { Type: 'volume', Source: 'app0001-data', Target: '/data' },
      { Type: 'bind', Source: `${base}/folders/app0001/uploads`, Target: '/uploads' },
      { Type: 'bind', Source: '/srv/media', Target: '/media' },
      { Type: 'bind', Source: path, Target: '/etc/app.conf' },
    ]);
  });

  it('with a file alone is released rolling', () => {
    expect(buildPlan(specWith([], [file])).downtime.class).toBe('none');
  });

  it('labels its volume, and never has two containers that write to it', async () => {
    const host = await machineWithPrevious(specWith([volume], []));
    let most = 0;
    host.docker.onStart = () => {
      most = Math.max(most, workloadsOn(host).filter((each) => each.endsWith('running')).length);
    };
    expect((await deploy(specWith([volume], []), host)).outcome).toBe('finished');
    expect(most).toBe(1);
    expect(host.docker.volumes.get('app0001-data')).toMatchObject({
      'gantry.managed': 'true',
      'gantry.organization': 'org0001',
      'gantry.resource': 'app0001',
      'gantry.kind': 'application',
    });
  });
});

describe('a file that is mounted', () => {
  it('has a version for each release, and the last one gives the next its mode and owner', async () => {
    const host = new DoubleHost();
    await deploy(specWith([], [file], 'dep0000'), host);
    host.answers.push(['ls -t', { stdout: 'dep0001\ndep0000\n' }], ['stat -c', { stdout: '600 999:999\n' }]);
    await deploy(specWith([], [{ ...file, content: new Secret('a = 2') }]), host);
    const versions = [...host.files.keys()].filter((path) => path.includes('@files'));
    expect(versions).toEqual([`${base}/workloads/app0001/@files/main/sto0001/dep0001`]);
    const lines = host.commands.map(({ argv }) => argv.join(' '));
    expect(lines).toContain(`chown -- 999:999 ${versions[0]}`);
    expect(lines).toContain(`chmod -- 600 ${versions[0]}`);
  });

  it('is gone again when the release fails, and the version that serves is not', async () => {
    const host = new DoubleHost();
    await deploy(specWith([], [file], 'dep0000'), host);
    host.httpStatus = 500;
    expect((await deploy(specWith([], [file]), host)).outcome).toBe('failed');
    expect([...host.files.keys()].filter((path) => path.includes('@files'))).toEqual([
      `${base}/workloads/app0001/@files/main/sto0001/dep0000`,
    ]);
  });

  it('is removed with its storage', async () => {
    const host = new DoubleHost();
    await deploy(specWith([], [file], 'dep0000'), host);
    await deploy(specWith([], []), host);
    expect([...host.files.keys()].filter((path) => path.includes('@files'))).toEqual([]);
  });
});

describe('a path of the server', () => {
  it.each([
    [
      'that leads to the Docker socket',
      { code: 0, stdout: '/run/docker.sock\n' },
      'leads to /run/docker.sock',
    ],
    ['that is not there', { code: 1, stdout: '' }, 'does not exist on the server'],
  ])('%s is refused before anything is created', async (_name, answer, reason) => {
    const host = new DoubleHost();
    host.answers.push(['realpath -- /srv/media', answer]);
    const result = await deploy(specWith([bind], []), host);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'create' });
    expect(result.reason).toContain(reason);
    expect(workloadsOn(host)).toEqual([]);
  });
});

it('lists what a workload keeps, with sizes where they could be measured', async () => {
  const host = await machineWithPrevious(specWith([volume, folder], []));
  host.answers.push(
    ['ls --', { stdout: 'uploads\n' }],
    ['du -sk', { stdout: `2048\t/var/lib/docker/volumes/app0001-data/_data\n` }],
  );
  expect(await dataPlaces({ host, workload: sampleSpec().workload })).toEqual([
    { kind: 'volume', name: 'app0001-data', bytes: 2048 * 1024 },
    { kind: 'folder', name: 'uploads', bytes: null },
  ]);
});
