import { buildNeed, diskSpace, hasRoom } from '../server/disk';
import { type Check, failed, passed, skipped, warned } from './check';

const GIGABYTE = 1024 ** 3;
/** Free space below which not even one image fits. */
const MIN_FREE_BYTES = 0.5 * GIGABYTE;

/** Checks the free space where Docker keeps its images. */
export const disk: Check = {
  id: 'disk',
  title: 'Disk space',
  async run({ host, dockerVersion }) {
    if (dockerVersion === null) return skipped('Docker is missing');
    const { rootDir } = await host.docker.info();
    const space = await diskSpace(host, rootDir);
    const { freeBytes, totalBytes } = space;
    const detail = `${(freeBytes / GIGABYTE).toFixed(1)} of ${(totalBytes / GIGABYTE).toFixed(1)} GB free at ${rootDir}`;
    if (freeBytes < MIN_FREE_BYTES)
      return failed(detail, 'Free up space on the machine, or enlarge its disk.');
    if (!hasRoom(space, buildNeed)) {
      const { minFreeBytes, minFreeRatio } = buildNeed;
      const needed = `${minFreeBytes / GIGABYTE} GB and ${minFreeRatio * 100} % of the disk`;
      return warned(detail, `Builds need ${needed}. Free up space before deploying from source.`);
    }
    return passed(detail);
  },
};
