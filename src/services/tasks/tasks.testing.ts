import { type MachineTest, startMachineTest } from '../applications/machine.testing';
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
    const now = new Date((nextRunAt?.getTime() ?? 0) + lateMs);
    const { services } = this.machine.server;
    await runDueTasks({ ...services, clock: { ...services.clock, now: () => now } });
  }
}
