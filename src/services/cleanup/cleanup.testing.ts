import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { runCleanup } from './run';
import { runDueCleanups } from './run-due';

/** For integration tests only: a machine that is a double, with images, volumes and a disk to clean up. */
export class CleanupTest {
  /** Uuid of the application whose images are on the machine. */
  application = '';

  private constructor(readonly machine: MachineTest) {}

  static async start(): Promise<CleanupTest> {
    return new CleanupTest(await startMachineTest());
  }

  /** Start over with another machine and the usual settings. */
  async renew(): Promise<void> {
    const { db } = this;
    this.application = await this.machine.renew();
    await db.cleanupExecution.deleteMany();
    await db.diskSample.deleteMany();
    await db.unattachedVolume.deleteMany();
    await db.release.deleteMany();
    await db.server.updateMany({
      data: {
        cleanupFrequency: '0 0 * * *',
        cleanupThreshold: 80,
        isCleanupForced: false,
        removesUnusedVolumes: false,
        keepsCurrentImageOnly: false,
        cleanupNextRunAt: null,
        diskCheckNextRunAt: null,
        isDiskWarningSent: false,
      },
    });
  }

  get db() {
    return this.machine.server.database.unscoped;
  }

  get server(): string {
    return this.machine.place.server_uuid;
  }

  get organizationId(): string {
    return this.machine.server.owner.organizationId;
  }

  path(rest = ''): string {
    return `/servers/${this.server}/docker-cleanup${rest}`;
  }

  /** Labels of what is of a resource. */
  own(resource: string) {
    return {
      'gantry.managed': 'true',
      'gantry.instance': this.machine.server.services.installation.uuid,
      'gantry.organization': this.organizationId,
      'gantry.resource': resource,
    };
  }

  addImage(tag: string, resource = this.application): void {
    this.machine.host.docker.addImage(`${resource}:${tag}`, {
      id: `sha256:${tag}`,
      labels: this.own(resource),
    });
  }

  /** Names of the images that are there. */
  names(): string[] {
    return [...this.machine.host.docker.images.keys()];
  }

  async executions() {
    return (await this.machine.call('GET', this.path('/executions'))).body;
  }

  scopeAt(now: Date): OrganizationScope {
    const { services } = this.machine.server;
    const clock = { ...services.clock, now: () => now };
    return organizationScopeOf({ ...services, clock }, this.organizationId);
  }

  /** Run the queued cleanups, as a worker does. */
  async work(now = new Date()): Promise<void> {
    for (const { uuid } of await this.db.cleanupExecution.findMany({ where: { status: 'running' } }))
      await runCleanup(this.scopeAt(now), { serverUuid: this.server, executionUuid: uuid });
  }

  async addRelease(tag: string, isCurrent: boolean): Promise<void> {
    const { application, organizationId } = this;
    const { id: workloadId } = await this.db.workload.findUniqueOrThrow({ where: { uuid: application } });
    await this.db.release.create({
      data: {
        uuid: `release-${tag}`,
        organizationId,
        workloadId,
        deploymentUuid: `deployment-${tag}`,
        image: `${application}:${tag}`,
        digest: `sha256:${tag}`,
        containerName: tag,
        routing: {},
        configHash: tag,
        isCurrent,
        specification: { create: { sealed: Buffer.from('x') } },
      },
    });
  }

  /** Fill the machine's disk to this percentage. */
  fillDisk(percent: number): void {
    const free = (100 - percent) * 1000;
    this.machine.host.answers.unshift([
      'df',
      { stdout: `Filesystem 1024-blocks Used Available\n/dev/x 100000 1 ${free} ${percent}% /\n` },
    ]);
  }

  async sweep(now: Date, change: Partial<Services> = {}): Promise<void> {
    const { services } = this.machine.server;
    await runDueCleanups({ ...services, ...change, clock: { ...services.clock, now: () => now } });
  }
}
