import { jobs } from '../../queue/jobs';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import type { Services } from '../context';
import { notificationMessage } from '../notifications/message';
import { runDueTasks } from './run-due';

/** For integration tests only: the input of a task. */
export const given = { name: 'Clean up', command: 'rake clean', frequency: 'daily' };

/** Tasks of an application on a machine that is a double. */
export class TasksTest {
  /** The application. */
  uuid = '';

  private constructor(readonly machine: MachineTest) {}

  static async start(): Promise<TasksTest> {
    return new TasksTest(await startMachineTest());
  }

  /** Start over with another application, without tasks. */
  async renew(): Promise<void> {
    this.uuid = await this.machine.renew();
    await this.db.scheduledTask.deleteMany();
  }

  get db() {
    return this.machine.server.database.unscoped;
  }

  get path(): string {
    return `/applications/${this.uuid}/scheduled-tasks`;
  }

  async add(fields: object = {}): Promise<string> {
    const { status, body } = await this.machine.call('POST', this.path, { ...given, ...fields });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.uuid;
  }

  execute(task: string) {
    return this.machine.call('POST', `${this.path}/${task}/execute`);
  }

  async executions(task: string) {
    return (await this.machine.call('GET', `${this.path}/${task}/executions`)).body;
  }

  operations(kind = 'task') {
    return this.db.operation.findMany({
      where: { workload: { uuid: this.uuid }, kind },
      orderBy: { id: 'asc' },
    });
  }

  /** Sweep as if it were this long after the task is due. */
  async sweep(task: string, lateMs: number): Promise<void> {
    const { nextRunAt } = await this.db.scheduledTask.findUniqueOrThrow({ where: { uuid: task } });
    await this.sweepAt(new Date((nextRunAt?.getTime() ?? 0) + lateMs));
  }

  /** Sweep as if it were this time. @returns the notices that are sent to channels */
  async sweepAt(now: Date): Promise<string[]> {
    const { services } = this.machine.server;
    const notices: string[] = [];
    const queue: Services['queue'] = {
      enqueue: async (name, payload) => {
        if (name !== 'notification.send') return;
        const { message } = jobs['notification.send'].parse(payload);
        const { event, title } = notificationMessage.parse(message);
        notices.push(`${event}: ${title}`);
      },
    };
    await runDueTasks({ ...services, queue, clock: { ...services.clock, now: () => now } });
    return notices;
  }

  /**
   * Sweep every ten minutes for two days, and work as a worker does. @param isAway when Gantry does not run
   * @returns when runs were started
   */
  async runsAround(start: string, isAway: (time: string) => boolean = () => false): Promise<string[]> {
    const started: string[] = [];
    for (let minutes = 0; minutes <= 48 * 60; minutes += 10) {
      const now = new Date(Date.parse(start) + minutes * 60_000);
      const time = now.toISOString().slice(0, 16);
      if (isAway(time)) continue;
      const before = await this.db.operation.count();
      await this.sweepAt(now);
      const count = (await this.db.operation.count()) - before;
      if (count > 0) await this.machine.work();
      for (let run = 0; run < count; run++) started.push(time);
    }
    return started;
  }
}
