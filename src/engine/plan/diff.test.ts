import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { describePlanned, describeReleased } from '../plans/describe-container';
import { gitSource, type SampleChange, sampleSpec } from '../testing/sample-spec';
import type { ContainerDescription } from './description';
import { planDiff } from './diff';
import { type ComponentFacts, componentFacts, mergeFacts } from './facts';

const commit = 'a'.repeat(40);
const pinned = { ...gitSource, commit };
const image = `app0001:${commit}`;
const factsOf = (found: ComponentFacts) =>
  mergeFacts({ commit }, componentFacts('main', { digest: 'sha256:1', port: 8080, slot: 'green', ...found }));
const facts = factsOf({ image });
const release = (spec: DeploymentSpec, previous?: ContainerDescription) =>
  describeReleased(spec, facts, previous);

function diffOf(running: ContainerDescription | null, change: SampleChange = {}) {
  const spec = sampleSpec({ source: pinned, operationUuid: 'dep0002', ...change });
  return planDiff(spec, running, describePlanned(spec, running));
}

const same = {
  image: { from: image, to: image, change: 'none' },
  environment: { added: [], removed: [], changed: [] },
  ports: { added: [], removed: [] },
  labels: { added: [], removed: [], changed: [] },
};

describe('the difference', () => {
  const running = release(sampleSpec({ source: pinned }));

  it('to the same thing is none, whatever differs between any two deployments', () => {
    expect(diffOf(running)).toEqual(same);
  });

  it('to nothing is everything', () => {
    expect(diffOf(null)).toMatchObject({
      image: { from: null, to: image, change: 'changed' },
      environment: { added: ['GREETING'] },
      ports: { added: ['8080/tcp'] },
    });
  });

  it('in variables and labels is told by key, and holds no value', () => {
    const environment = {
      runtime: [
        ['GREETING', new Secret('canary-1')],
        ['NEW', new Secret('canary-2')],
      ],
      build: [],
      injected: [],
    } as const;
    const container = { ...sampleSpec().component.container, labels: [['team', 'canary-3']] } as const;
    const diff = diffOf(running, { environment, container });
    expect(diff).toMatchObject({
      environment: { added: ['NEW'], removed: [], changed: ['GREETING'] },
      labels: { added: ['team'], removed: [], changed: [] },
    });
    const spec = sampleSpec({ source: pinned, environment, container });
    expect(JSON.stringify([diff, release(spec)])).not.toContain('canary');
  });

  it('in ports tells those of the server from those of the container', () => {
    const mapping = { ip: '127.0.0.1', hostPort: 80, containerPort: 8080, protocol: 'tcp' } as const;
    const container = {
      ...sampleSpec().component.container,
      portsMappings: [mapping],
      portsExposes: [8080, 9090],
    };
    expect(diffOf(running, { container }).ports).toEqual({
      added: ['127.0.0.1:80:8080/tcp', '9090/tcp'],
      removed: ['8080/tcp'],
    });
  });

  it('counts on the image to expose what it exposed', () => {
    const container = { ...sampleSpec().component.container, portsExposes: [] };
    const before = release(sampleSpec({ source: pinned, container }));
    expect(diffOf(before, { container })).toEqual(same);
  });

  it.each<[string, SampleChange, string]>([
    ['another commit', { source: { ...gitSource, commit: 'b'.repeat(40) } }, 'changed'],
    ['a forced build', { force: true }, 'rebuilt'],
    ['another target', { build: { ...sampleSpec().build, targetStage: 'web' } }, 'rebuilt'],
  ])('of %s is one of the image', (_, change, expected) => {
    expect(diffOf(running, change).image.change).toBe(expected);
  });

  it('of a pulled tag may be one; of a digest it is none', () => {
    const pulled = (reference: string) => {
      const source = { kind: 'image', reference } as const;
      const before = describeReleased(sampleSpec({ source }), factsOf({ image: reference }), null);
      return diffOf(before, { source }).image.change;
    };
    expect([pulled('nginx:1'), pulled(`nginx@sha256:${'c'.repeat(64)}`)]).toEqual(['pulled', 'none']);
  });

  it('after a restart is to the build that was restarted', () => {
    const source = { kind: 'release', reference: image, digest: null, commit } as const;
    const restarted = release(sampleSpec({ source }), running);
    expect(diffOf(restarted)).toEqual(same);
    const build = { ...sampleSpec().build, targetStage: 'web' };
    expect(diffOf(restarted, { build }).image.change).toBe('rebuilt');
  });
});
