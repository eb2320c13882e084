import { mountedFolders } from '../server/folders';
import type { WorkloadPlace } from './containers';

/** List the names of the folders that a workload mounts, or mounted earlier. */
export async function folderNames({ host, workload }: WorkloadPlace): Promise<string[]> {
  const folder = mountedFolders(workload);
  const exists = await host.run({
    argv: ['test', '-d', folder],
    asRoot: true,
    deadlineMs: 15_000,
    isQuestion: true,
  });
  if (exists.code !== 0) return [];
  const { stdout } = await host.run({ argv: ['ls', '--', folder], asRoot: true, deadlineMs: 15_000 });
  return stdout.split('\n').filter((name) => name !== '');
}
