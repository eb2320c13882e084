import { readdir, rmdir } from 'node:fs/promises';
import { ignoreMissing } from './state';

/** Where the containers of a lab host are accounted, under one cgroup that tells whose they are. */
export const cgroupOf = (lab: string, host: string) => `/gantry-lab-${lab}-${host}`;

/** Remove the cgroups that killed containers left, in one hierarchy (v2) or one per controller (v1). */
export async function removeCgroups(cgroup: string): Promise<void> {
  const controllers = (await readdir('/sys/fs/cgroup').catch(ignoreMissing)) ?? [];
  for (const hierarchy of ['', ...controllers.map((name) => `/${name}`)]) {
    await removeTree(`/sys/fs/cgroup${hierarchy}${cgroup}`);
  }
}

async function removeTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing);
  if (!entries) return;
  for (const entry of entries) if (entry.isDirectory()) await removeTree(`${folder}/${entry.name}`);
  await rmdir(folder);
}
