import type { Action } from '../plan/action';
import { workspaceFolder } from '../server/folders';
import { buildJob, dockerBuild } from './docker-build';
import { intermediateImage } from './image-reference';
import { builtSiteDockerfile, nginxConfiguration } from './static-site';
import type { BuildSubject } from './subject';

/** Copy the published folder of the first image into the image that serves static sites. */
export function servePublished(spec: BuildSubject, applicationFolder: string): Action[] {
  const context = `${workspaceFolder(spec)}/static`;
  const nginx = spec.build.customNginxConfiguration ?? nginxConfiguration(spec.build.isSpa);
  const published = `${applicationFolder}${spec.build.publishDirectory}`;
  const dockerfile = builtSiteDockerfile(spec.build.staticImage, published);
  return [
    { kind: 'write-file', path: `${context}/Dockerfile`, content: dockerfile, mode: 0o600 },
    { kind: 'write-file', path: `${context}/nginx.conf`, content: nginx, mode: 0o644 },
    dockerBuild(spec, {
      context,
      dockerfile: `${context}/Dockerfile`,
      variables: [['GANTRY_BUILT_IMAGE', intermediateImage(spec)]],
      deliver: 'arguments',
      job: buildJob(spec, 'static'),
    }),
  ];
}
