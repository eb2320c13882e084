import { dockerLabel } from '../../domain/docker-label';
import { AppError } from '../../domain/error';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import type { Services } from '../context';
import { Kill } from '../operations/kill.testing';
import { moveOpenGroups } from './move';

/** For integration tests only: workloads with the tag `shop` on an in-memory machine, each with a running version. */
export type GroupTest = Awaited<ReturnType<typeof startGroupTest>>;

/** Rounds of work and moves within which a group must end. */
const ROUNDS = 30;

export async function startGroupTest() {
  const test: MachineTest = await startMachineTest();
  const db = () => test.server.database.unscoped;
  const tagged = (uuid: string, tag: string) =>
    test.call('PATCH', `/applications/${uuid}`, { docker_registry_image_tag: tag });
  let members: string[] = [];
  const post = async (path: string, body: object): Promise<string> => {
    const answer = await test.call('POST', path, body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    members.push(answer.body.uuid);
    return answer.body.uuid;
  };
  const composed = (text: string) => ({ docker_compose_raw: Buffer.from(text).toString('base64') });
  return {
    ...test,
    // Redefined as a getter: the spread has evaluated that of `test`.
    get host() {
      return test.host;
    },
    db,
    tagged,
    /** Start over with another machine and `count` applications that run `nginx:1`. */
    async renew(count: number): Promise<string[]> {
      await db().workload.deleteMany();
      await db().deploymentGroup.deleteMany();
      const first = await test.renew();
      await db().workload.deleteMany({ where: { uuid: first } });
      await db().server.updateMany({ data: { proxyKind: 'none', concurrentBuilds: 2 } });
      const { docker } = test.host;
      docker.pullImage = async (reference) => {
        if (!docker.images.has(reference)) throw new AppError('bad_request', 'There is no such image.');
        return [];
      };
      docker.onStart = (container) => {
        if (container.spec.image.endsWith('bad')) Object.assign(container, { status: 'exited', exitCode: 1 });
        else container.health = 'healthy';
      };
      for (const name of ['nginx:', 'redis:7.'])
        for (const tag of ['1', '2', 'bad'])
          docker.addImage(`${name}${tag}`, { id: `sha256:${`${name.length}${tag}`.padEnd(64, '0')}` });
      members = [];
      for (let index = 0; index < count; index++)
        members.push(
          await test.addApplication({
            name: `app ${index}`,
            tags: ['shop'],
            docker_registry_image_tag: '1',
            health_check_enabled: true,
            health_check_type: 'cmd',
            health_check_command: 'true',
            health_check_retries: 1,
          }),
        );
      for (const uuid of members) await test.call('POST', `/applications/${uuid}/start`);
      await test.work();
      return [...members];
    },
    /** Add a service that runs nothing yet, from a file with `{image: nginx:1}` for each of these components. */
    async addStack(components: readonly string[]) {
      const fileOf = (tag: string) =>
        composed(`services:\n${components.map((name) => `  ${name}: {image: 'nginx:${tag}'}\n`).join('')}`);
      const uuid = await post('/services', { ...test.place, ...fileOf('1'), name: 'stack', tags: ['shop'] });
      return { uuid, tagged: (tag: string) => test.call('PATCH', `/services/${uuid}`, fileOf(tag)) };
    },
    /** Add an application from a compose file that runs nothing yet. */
    async addComposed() {
      const fileOf = (tag: string) => composed(`services:\n  web: {image: 'nginx:${tag}'}\n`);
      const uuid = await post('/applications/dockercompose', {
        ...test.place,
        ...fileOf('1'),
        tags: ['shop'],
      });
      return { uuid, tagged: (tag: string) => test.call('PATCH', `/services/${uuid}`, fileOf(tag)) };
    },
    /** Add a database that is not started yet. */
    async addDatabase() {
      const uuid = await post('/databases/redis', { ...test.place, image: 'redis:7.1', tags: ['shop'] });
      return {
        uuid,
        tagged: (tag: string) => test.call('PATCH', `/databases/${uuid}`, { image: `redis:7.${tag}` }),
      };
    },
    deploy: (more = '') => test.call('POST', `/deploy?tag=shop&atomic=true${more}`),
    group: async (uuid: string) => (await test.call('GET', `/deployment-groups/${uuid}`)).body,
    /** Images of the running containers, by workload. */
    running(): string[] {
      const containers = [...test.host.docker.containers.values()];
      return members.flatMap((uuid) =>
        containers
          .filter(({ status, spec }) => status === 'running' && spec.labels[dockerLabel.resource] === uuid)
          .map(({ spec }) => spec.image),
      );
    },
    /**
     * Work and move until nothing is left. @param boundary at which the worker is killed, counted from the start
     * @returns whether the boundary was reached
     */
    async settle(boundary = Number.POSITIVE_INFINITY): Promise<boolean> {
      const kill = new Kill(boundary);
      const { services } = test.server;
      const publish: Services['changes']['publish'] = async (event) => {
        kill.pass();
        await services.changes.publish(event);
      };
      const moving = { ...services, changes: { ...services.changes, publish } };
      for (let round = 0; round < ROUNDS; round++) {
        await kill.work(services, test.place.server_uuid);
        await kill.survive(() => moveOpenGroups(moving));
        const open = await db().deploymentGroup.count({ where: { finishedAt: null } });
        const waiting = await db().operation.count({ where: { status: { in: ['queued', 'in_progress'] } } });
        if (open + waiting === 0) return kill.isDone;
      }
      throw new Error('It does not end.');
    },
  };
}
