import { TAR_BLOCK, tarHeader } from './tar-header';

/** User and group of planners; owns nothing on the server. */
export const PLANNER_USER = 65_534;

/** Folder of a planner's container that it may write to, and from which its plan is read. */
export const PLAN_FOLDER = '/plan';

/**
 * Make the tar archive of the image in which planners run: a folder for the plan and one for temporary files, and no
 * program. A planner is a static program, which its container mounts.
 */
export function plannerImage(): Buffer {
  const folder = { type: '5', size: 0 };
  return Buffer.concat([
    tarHeader({ ...folder, name: `${PLAN_FOLDER.slice(1)}/`, mode: 0o700, owner: PLANNER_USER }),
    tarHeader({ ...folder, name: 'tmp/', mode: 0o1777, owner: 0 }),
    // Two empty blocks end an archive.
    Buffer.alloc(2 * TAR_BLOCK),
  ]);
}
