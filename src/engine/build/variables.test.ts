import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { InjectedVariable } from '../../domain/workload/environment';
import { sampleSpec } from '../testing/sample-spec';
import { buildFingerprint } from './fingerprint';
import { buildVariables } from './variables';

const environment = (build: [string, string][], injected: readonly InjectedVariable[] = []) => ({
  runtime: [],
  build: build.map(([key, value]) => [key, new Secret(value)] as const),
  injected,
});

describe('variables of a build', () => {
  it.each([
    'DOCKER_HOST',
    'BUILDX_BUILDER',
    'BUILDKIT_PROGRESS',
    'LD_PRELOAD',
    'NODE_OPTIONS',
    'BASH_ENV',
    'PATH',
  ])('leave %s out', (key) => {
    const spec = sampleSpec({
      environment: environment([
        [key, 'x'],
        ['OK', 'y'],
      ]),
    });
    expect(buildVariables(spec).dropped).toEqual([key]);
    expect(buildVariables(spec).variables.map(([name]) => name)).toEqual(['OK']);
  });

  it('hold the commit only when asked, and the user’s value wins', () => {
    const injected = ['SOURCE_COMMIT', 'COOLIFY_RESOURCE_UUID', 'HOST', 'PORT'] as const;
    const spec = sampleSpec({ environment: environment([['GANTRY_RESOURCE_UUID', 'mine']], injected) });
    const keys = (include: boolean) =>
      buildVariables({ ...spec, build: { ...spec.build, includeSourceCommit: include } }).variables.map(
        ([key]) => key,
      );
    expect(keys(false)).toEqual(['COOLIFY_RESOURCE_UUID', 'GANTRY_RESOURCE_UUID']);
    expect(keys(true)).toEqual(['SOURCE_COMMIT', 'COOLIFY_RESOURCE_UUID', 'GANTRY_RESOURCE_UUID']);
  });
});

describe('the fingerprint of a build', () => {
  const spec = sampleSpec({ environment: environment([['KEY', 'value']]) });
  const same = buildFingerprint(spec);

  it('is the same for another deployment of the same configuration', () => {
    expect(buildFingerprint({ ...spec, operationUuid: 'other', force: true })).toBe(same);
    expect(buildFingerprint({ ...spec, build: { ...spec.build, disableCache: true } })).toBe(same);
  });

  it('changes with what is built, and with the key', () => {
    const others = [
      sampleSpec({ environment: environment([['KEY', 'other']]) }),
      { ...spec, build: { ...spec.build, baseDirectory: '/web' } },
      { ...spec, image: { ...spec.image, fingerprintKey: new Secret('another key') } },
    ];
    expect(new Set([same, ...others.map(buildFingerprint)]).size).toBe(4);
  });
});
