import { besideKinds } from '../../domain/operation';
import { activeOperationStatuses } from '../../domain/states';
import { daemonStartedAt } from '../../engine/server/daemon-start';
import type { Host } from '../../engine/server/host';
import type { ContainerState } from '../../engine/workload/containers';
import { leftByDaemon, reviveContainers } from '../../engine/workload/revive';
import type { OrganizationScope } from '../context';

/** Kinds of operations after which a workload or preview should run. */
const startingKinds = ['deploy', 'restart', 'rollback', 'start', 'clone'] as const;
/** Kinds after which it should not. */
const stoppingKinds = ['stop', 'remove-preview'] as const;

/** Restarts the containers that the Docker daemon of a machine left stopped when it started. */
export class Reviver {
  #startedAt: Promise<Date | null> | null = null;

  constructor(
    private readonly scope: OrganizationScope,
    private readonly host: Host,
  ) {}

  /**
   * @param workload `uuid`: as in the labels of its containers; `pullRequestId`: of a preview of it
   * @returns whether containers of the workload were started: the next sweep sees their state
   */
  async revive(
    workload: { id: number; uuid: string; pullRequestId?: number },
    containers: readonly ContainerState[],
  ): Promise<boolean> {
    if (containers.every(({ status, restartsItself }) => status !== 'exited' || !restartsItself))
      return false;
    this.#startedAt ??= daemonStartedAt(this.host);
    const startedAt = await this.#startedAt;
    if (startedAt === null) return false;
    const left = leftByDaemon(containers, startedAt);
    if (left.length === 0 || !(await this.#isMeantToRun(workload.id, workload.pullRequestId ?? 0)))
      return false;
    const names = await reviveContainers(this.host, left);
    this.scope.log.warn(
      { workload: workload.uuid, containers: names },
      'started containers that the Docker daemon left stopped',
    );
    return true;
  }

  /** Whether it should run after its last operation; an operation under way decides itself. */
  async #isMeantToRun(workloadId: number, pullRequestId: number): Promise<boolean> {
    const { operation } = this.scope.db;
    const ofWorkload = { workloadId, pullRequestId };
    const active = await operation.count({
      where: {
        ...ofWorkload,
        kind: { notIn: [...besideKinds] },
        status: { in: [...activeOperationStatuses] },
      },
    });
    if (active > 0) return false;
    const last = await operation.findFirst({
      where: { ...ofWorkload, status: 'finished', kind: { in: [...startingKinds, ...stoppingKinds] } },
      orderBy: { id: 'desc' },
      select: { kind: true },
    });
    return startingKinds.some((kind) => kind === last?.kind);
  }
}
