// A machine on which Gantry is upgraded from 1.0.0 to 1.1.0, with parts that can fail.
import { AppError } from '../../domain/error';
import { type InstalledVersion, type Service, upgrade } from './upgrade';

export const parts = ['stop', 'backUp', 'migrate', 'use', 'start', 'ready'] as const;
export type Part = (typeof parts)[number];

/** Prepare an upgrade in which the given parts fail once, each after it has done its work. */
export function prepareUpgrade(
  { present, next }: { present: InstalledVersion; next: InstalledVersion },
  failing: readonly Part[] = [],
) {
  const machine = { isRunning: true, used: present.version };
  const set = (state: Partial<typeof machine>): void => void Object.assign(machine, state);
  const left = new Set(failing);
  const fails = async (part: Part, work: () => Promise<void> | void): Promise<void> => {
    await work();
    if (left.delete(part)) throw new AppError('internal', `${part} does not work.`);
  };
  const service: Service = {
    stop: () => fails('stop', () => set({ isRunning: false })),
    start: () => fails('start', () => set({ isRunning: true })),
    use: ({ version }) => fails('use', () => set({ used: version })),
    waitUntilReady: ({ version }) =>
      fails('ready', () => {
        if (!machine.isRunning || machine.used !== version) throw new Error(`${version} does not run.`);
      }),
  };
  const said: string[] = [];
  const run = () =>
    upgrade({
      present: { ...present, backUp: () => fails('backUp', () => present.backUp()) },
      next: { ...next, migrate: () => fails('migrate', () => next.migrate()) },
      service,
      say: (line) => said.push(line),
    });
  return { machine, said, run };
}
