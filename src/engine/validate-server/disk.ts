import { diskSpace } from '../server/disk';
import { type Check, failed, passed, skipped, warned } from './check';

const GIGABYTE = 1024 ** 3;
/** Free space below which not even one image fits. */
const MIN_FREE_BYTES = 0.5 * GIGABYTE;
/** Free space below which builds are refused at deploy time (`engine/build/disk.ts`). */
const BUILD_FREE_BYTES = 2 * GIGABYTE;

/** Checks the free space where Docker keeps its images. */
export const disk: Check = {
  id: 'disk',
  title: 'Disk space',
  async run({ host, dockerVersion }) {
    if (dockerVersion === null) return skipped('Docker is missing');
    const { rootDir } = await host.docker.info();
    const { freeBytes, totalBytes } = await diskSpace(host, rootDir);
    const detail = `${(freeBytes / GIGABYTE).toFixed(1)} of ${(totalBytes / GIGABYTE).toFixed(1)} GB free at ${rootDir}`;
    if (freeBytes < MIN_FREE_BYTES)
      return failed(detail, 'Free up space on the machine, or enlarge its disk.');
    if (freeBytes < BUILD_FREE_BYTES)
      return warned(detail, 'Builds need 2 GB. Free up space before deploying from source.');
    return passed(detail);
  },
};
