import { AppError } from '../../domain/error';
import { requireMountable } from '../server/host-paths';
import { keepAttributes } from '../server/keep-attributes';
import { realPath } from '../server/real-path';
import type { ActionFunction } from '../step/context';

export const checkHostPaths: ActionFunction<'check-host-paths'> = async ({ paths }, { host }) => {
  await requireMountable(host, paths);
  return undefined;
};

export const ensureFolder: ActionFunction<'ensure-folder'> = async ({ path }, { host }) => {
  const { code, stderr } = await host.run({
    argv: ['mkdir', '-p', '--', path],
    asRoot: true,
    deadlineMs: 15_000,
  });
  if (code !== 0)
    throw new AppError('unavailable', `${path} could not be created: ${stderr.trim().slice(0, 200)}`);
  return undefined;
};

/** Require a path on the host, or create it as Docker does for binds in short form. */
export const requireHostPath: ActionFunction<'require-host-path'> = async ({ path, isMade }, context) => {
  if ((await realPath(context.host, path)) !== null) return undefined;
  if (isMade) return ensureFolder({ kind: 'ensure-folder', path }, context);
  throw new AppError(
    'not_found',
    `${path} does not exist on the server. Create it there, or change the file.`,
  );
};

export const keepAttributesAction: ActionFunction<'keep-attributes'> = async ({ path }, { host }) => {
  await keepAttributes(host, path);
  return undefined;
};
