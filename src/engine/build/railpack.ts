import { createHmac } from 'node:crypto';
import { Secret } from '../../domain/secret';
import type { Action } from '../plan/action';
import { isExportable } from '../plan/build-argument';
import type { BuildVariable } from '../plan/build-template';
import { fact, join, renderText, type Text } from '../plan/text';
import { below, sourceFolder, workloadFolder, workspaceFolder } from '../server/folders';
import { cacheNamespace } from './cache-namespace';
import { dockerBuild } from './docker-build';
import { intermediateImage } from './image-reference';
import { forgetIntermediate, labelImage } from './labelled-image';
import { plannedFolder, plannerContainer, removePlanner, runPlanner } from './planner';
import { PLAN_FOLDER } from './planner-image';
import { servePublished } from './published-site';
import { RAILPACK_PLAN } from './railpack-plan';
import type { BuildSubject } from './subject';
import { toolReleases } from './tools';
import { notExported } from './unexported';
import { buildVariables } from './variables';

/** Folder of the application in railpack images. */
const applicationFolder = '/app';

/** BuildKit frontend for railpack's plan, of the version that makes the plan. */
const frontend = `ghcr.io/railwayapp/railpack-frontend:v${toolReleases.railpack.version}@sha256:f1973377693af30c9b37a92c97c661c07b277ccdc6be909213c74c771f8d2d6d`;

/**
 * Build with railpack, which writes a plan for its BuildKit frontend (railpack.com, "Running Railpack in Production").
 * Variables are always build secrets: the plan has their names, and the image has none of them.
 */
export function railpackActions(spec: BuildSubject): Action[] {
  const plan = `${workspaceFolder(spec)}/railpack/plan.json`;
  const context = below(sourceFolder(spec), spec.build.baseDirectory);
  const all = buildVariables(spec).variables;
  const variables = all.filter(([key]) => isExportable(key));
  const { buildCommand, startCommand, installCommand } = spec.build;
  const install: Record<string, string> =
    installCommand === null ? {} : { RAILPACK_INSTALL_CMD: installCommand };
  const options: Text[] = [
    ...['prepare', '--plan-out', `${PLAN_FOLDER}/${RAILPACK_PLAN}`, '--info-out', `${PLAN_FOLDER}/info.json`],
    // One argument each: a value may begin with a dash.
    ...(buildCommand === null ? [] : [`--build-cmd=${buildCommand}`]),
    ...(startCommand === null ? [] : [`--start-cmd=${startCommand}`]),
    // Only the name: railpack takes the value from its environment.
    ...[...Object.keys(install), ...variables.map(([key]) => key)].flatMap((key) => ['--env', key]),
    plannedFolder(spec),
  ];
  const given: BuildVariable[] = [...variables, ...Object.entries(install)];
  return [
    ...notExported(all),
    ...runPlanner(spec, {
      tool: 'railpack',
      argv: options,
      variables: given,
      // It downloads mise and asks for the newest versions of languages. mise runs again with the next plan, so no other
      // workload may write there.
      online: { cache: { folder: `${workloadFolder(spec.workload)}/railpack`, target: '/tmp/railpack' } },
    }),
    {
      kind: 'take-railpack-plan',
      container: plannerContainer(spec),
      to: plan,
      cacheNamespace: cacheNamespace(spec),
    },
    removePlanner(spec),
    dockerBuild(spec, {
      context,
      dockerfile: plan,
      variables: given,
      deliver: 'secrets',
      reference: intermediateImage(spec),
      frontend: {
        image: frontend,
        arguments: {
          'cache-key': join(spec.workload.uuid, unlessCached(spec)),
          'secrets-hash': join(secretsHash(spec, given), unlessCached(spec)),
        },
      },
    }),
    // The frontend sets no labels on an image.
    ...(spec.build.isStatic ? servePublished(spec, applicationFolder) : labelImage(spec)),
    forgetIntermediate(spec),
  ];
}

/**
 * Make the end of a key that no other build has, for a build without cache: the frontend has no option for that. Each
 * step mounts the file with the hash, and each cache is named by its key.
 */
function unlessCached({ force, build, operationUuid }: BuildSubject): string {
  return force || build.disableCache ? `-${operationUuid}` : '';
}

/** Hash the secrets, because BuildKit does not notice a changed secret. Keyed, because the hash is in argv. */
function secretsHash(spec: BuildSubject, variables: readonly BuildVariable[]): Text {
  const values = variables.map(([key, value]) => [
    key,
    value instanceof Secret ? value.reveal() : renderText(value),
  ]);
  const hash = createHmac('sha256', spec.image.fingerprintKey.reveal())
    .update(JSON.stringify(values))
    .digest('hex');
  const hasCommit = spec.source.kind === 'git' && spec.build.includeSourceCommit;
  return hasCommit ? join(hash, '-', fact('commit')) : hash;
}
