import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import { MOST_PLAN_BYTES, readPlanArchive } from '../build/plan-archive';
import { PLAN_FOLDER, plannerImage } from '../build/planner-image';
import { RAILPACK_PLAN, withCachesIn } from '../build/railpack-plan';
import { toolsFolder } from '../server/folders';
import { realPath } from '../server/real-path';
import type { ActionFunction } from '../step/context';

const deadlineMs = 20_000;

/** Where distributions keep the certificate authorities in one file. */
const authorities = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
] as const;

/** Make the image of a planner, and find what its container mounts. */
export const preparePlanner: ActionFunction<'prepare-planner'> = async (action, { host, facts }) => {
  const tool = await absolutePath(host, facts.tool ?? '');
  return {
    tool,
    // Gantry's folder has nothing but such programs.
    toolMount: tool.startsWith(`${toolsFolder}/`) ? toolsFolder : tool,
    plannerImage: await host.docker.importImage(plannerImage(), action.labels),
    ...(action.needsCertificates && { certificates: await findAuthorities(host) }),
  };
};

/** A repeated step keeps the plan that the first attempt wrote. */
export const takeRailpackPlan: ActionFunction<'take-railpack-plan'> = async (action, { host }) => {
  const { container, to, cacheNamespace } = action;
  if (await isThere(host, to)) return undefined;
  const plan = (await readPlan(host, container)).get(RAILPACK_PLAN);
  if (plan === undefined) throw new AppError('unavailable', 'railpack wrote no plan.');
  await host.writeFile(to, withCachesIn(cacheNamespace.reveal(), plan.toString('utf8')), 0o600);
  return undefined;
};

export const removePlanner: ActionFunction<'remove-planner'> = async ({ container, labels }, { host }) => {
  await host.docker.removeContainer(container, { force: true, volumes: true });
  for (const { id } of await host.docker.listImages(labels)) await host.docker.removeImage(id);
  return undefined;
};

/** Read the files that a planner wrote, by their path below its folder. */
export async function readPlan(host: Host, container: string): Promise<Map<string, Buffer>> {
  const archive = await host.docker.readArchive(container, PLAN_FOLDER, MOST_PLAN_BYTES);
  if (archive === null)
    throw new AppError('unavailable', 'The container of the planner is gone. Deploy again.');
  return readPlanArchive(archive);
}

/** Whether a path of the server exists; a link is not followed. */
export async function isThere(host: Host, path: string): Promise<boolean> {
  const { code } = await host.run({
    argv: ['stat', '-c', '%F', '--', path],
    asRoot: true,
    deadlineMs,
    isQuestion: true,
  });
  return code === 0;
}

/** Resolve a program that was found by its name: a mount needs its path. */
async function absolutePath(host: Host, program: string): Promise<string> {
  if (program.startsWith('/')) return program;
  const argv = ['sh', '-c', 'command -v "$1"', 'sh', program] as const;
  const { code, stdout } = await host.run({ argv, asRoot: true, deadlineMs, isQuestion: true });
  const path = stdout.trim();
  if (code === 0 && path.startsWith('/')) return path;
  throw new AppError('unavailable', `The path of ${program} on this server cannot be found.`);
}

async function findAuthorities(host: Host): Promise<string> {
  for (const path of authorities) {
    const real = await realPath(host, path);
    if (real !== null) return real;
  }
  throw new AppError(
    'unavailable',
    'This server has no certificate authorities, which the planner needs for downloads. Install ca-certificates there.',
  );
}
