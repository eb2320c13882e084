import { expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { BuildTemplate } from '../plan/build-template';
import { buildEnvironment, dockerBuildArgv } from '../plan/docker-argv';
import { renderText } from '../plan/text';
import { sampleSpec } from '../testing/sample-spec';
import { cacheNamespace } from './cache-namespace';
import { dockerBuild } from './docker-build';

const spec = sampleSpec();
const of = (more: Parameters<typeof sampleSpec>[0]) => cacheNamespace(sampleSpec(more)).reveal();

it('is the same for every deployment of a workload, and another one for each preview and installation', () => {
  const own = of({});
  expect(own).toMatch(/^[0-9a-f]{64}$/);
  expect(of({ operationUuid: 'dep0002', force: true })).toBe(own);
  expect(of({ workload: { ...spec.workload, uuid: 'app0001-pr-7' } })).not.toBe(own);
  expect(of({ image: { ...spec.image, fingerprintKey: new Secret('of another installation') } })).not.toBe(
    own,
  );
});

it('goes to BuildKit by the environment, whatever the variables are, and not to the classic builder', () => {
  const name = 'BUILDKIT_CACHE_MOUNT_NS';
  const action = dockerBuild(spec, { context: '/a', dockerfile: '/b', variables: [[name, 'guessed']] });
  if (action.kind !== 'docker-build') throw new Error('not a build');
  const argv = (builder: 'buildkit' | 'classic', more: Partial<BuildTemplate> = {}) =>
    dockerBuildArgv({ ...action.build, ...more, variables: [] }, builder).map((text) => renderText(text));
  expect(argv('buildkit').join(' ')).toContain(`--build-arg ${name} `);
  expect(argv('buildkit').join(' ')).not.toContain(cacheNamespace(spec).reveal());
  expect(argv('classic')).not.toContain(name);
  expect(argv('buildkit', { frontend: { image: 'other:1', arguments: {} } })).not.toContain(name);
  expect(buildEnvironment(action.build)[name]).toEqual(cacheNamespace(spec));
});
