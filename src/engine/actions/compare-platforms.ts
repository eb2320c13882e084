import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import { isOfPlatform } from '../component/obtain-image';
import type { ActionFunction } from '../step/context';

/** Refuse to build on another processor architecture than the workload runs on, unless the build names a platform. */
export const comparePlatforms: ActionFunction<'compare-platforms'> = async (
  { builder, platform, isChoosable },
  { host, buildServer },
) => {
  if (platform !== null) return undefined;
  if (!buildServer) throw new AppError('conflict', 'The build server of this deployment was removed.');
  const [here, there] = await Promise.all([platformOf(host), platformOf(buildServer)]);
  if (isOfPlatform({ platform: there }, here)) return undefined;
  throw new AppError(
    'conflict',
    `The build server ${builder} is ${there} and this server is ${here}, so an image built there does not run here. ` +
      `Use a build server that is ${here}, or turn use_build_server off.` +
      (isChoosable
        ? ` With emulation (QEMU) on the build server, \`--platform ${here}\` in custom_docker_run_options builds for this one.`
        : ''),
  );
};

async function platformOf({ docker }: Host): Promise<string> {
  const { os, arch } = await docker.version();
  return `${os}/${arch}`;
}
