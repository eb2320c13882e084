import { describe, expect, it } from 'vitest';
import type { DeploymentSpec } from '../../domain/deployment-spec';
import { Secret } from '../../domain/secret';
import { type ContainerDescription, describePlanned, describeReleased } from '../plans/describe-container';
import { gitSource, sampleSpec } from '../testing/sample-spec';
import { planDiff } from './diff';

const commit = 'a'.repeat(40);
const pinned = { ...gitSource, commit };
const facts = { image: `app0001:${commit}`, digest: 'sha256:1', commit, port: 8080, slot: 'green' } as const;
const release = (spec: DeploymentSpec, previous?: ContainerDescription) =>
  describeReleased(spec, facts, previous);

function diffOf(running: ContainerDescription | null, change: Partial<DeploymentSpec> = {}) {
  const spec = sampleSpec({ source: pinned, deploymentUuid: 'dep0002', ...change });
  return planDiff(spec, running, describePlanned(spec, running));
}

const same = {
  image: { from: facts.image, to: facts.image, change: 'none' },
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
      image: { from: null, to: facts.image, change: 'changed' },
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
    const container = { ...sampleSpec().container, labels: [['team', 'canary-3']] } as const;
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
    const container = { ...sampleSpec().container, portsMappings: [mapping], portsExposes: [8080, 9090] };
    expect(diffOf(running, { container }).ports).toEqual({
      added: ['127.0.0.1:80:8080/tcp', '9090/tcp'],
      removed: ['8080/tcp'],
    });
  });

  it('counts on the image to expose what it exposed', () => {
    const container = { ...sampleSpec().container, portsExposes: [] };
    const before = release(sampleSpec({ source: pinned, container }));
    expect(diffOf(before, { container })).toEqual(same);
  });

  it.each<[string, Partial<DeploymentSpec>, string]>([
    ['another commit', { source: { ...gitSource, commit: 'b'.repeat(40) } }, 'changed'],
    ['a forced build', { force: true }, 'rebuilt'],
    ['another target', { build: { ...sampleSpec().build, targetStage: 'web' } }, 'rebuilt'],
  ])('of %s is one of the image', (_, change, expected) => {
    expect(diffOf(running, change).image.change).toBe(expected);
  });

  it('of a pulled tag may be one; of a digest it is none', () => {
    const pulled = (reference: string) => {
      const source = { kind: 'image', reference } as const;
      const before = describeReleased(sampleSpec({ source }), { ...facts, image: reference }, null);
      return diffOf(before, { source }).image.change;
    };
    expect([pulled('nginx:1'), pulled(`nginx@sha256:${'c'.repeat(64)}`)]).toEqual(['pulled', 'none']);
  });

  it('after a restart is to the build that was restarted', () => {
    const source = { kind: 'release', reference: facts.image, digest: null, commit } as const;
    const restarted = release(sampleSpec({ source }), running);
    expect(diffOf(restarted)).toEqual(same);
    const build = { ...sampleSpec().build, targetStage: 'web' };
    expect(diffOf(restarted, { build }).image.change).toBe('rebuilt');
  });
});
