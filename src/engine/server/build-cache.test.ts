import { beforeEach, describe, expect, it } from 'vitest';
import { DoubleHost } from '../testing/double-host';
import { removeWithLayers } from './build-cache';

describe('the build cache', () => {
  let host: DoubleHost;
  let problems: unknown[];
  const onProblem = (error: unknown) => problems.push(error);

  beforeEach(() => {
    host = new DoubleHost();
    problems = [];
    for (const [layer, image] of [
      ['old', 'app1:old'],
      ['kept', 'app1:new'],
      ['foreign', 'foreign:1'],
      ['of a build', 'gone:1'],
    ] as const) {
      host.docker.buildCache.set(layer, image);
      if (layer !== 'of a build') host.docker.addImage(image);
    }
  });

  it('loses the layers of removed images, and none that an image needs or that was in none before', async () => {
    await removeWithLayers(host, { onProblem }, () => host.docker.removeImage('app1:old'));
    expect([...host.docker.buildCache.keys()]).toEqual(['kept', 'foreign', 'of a build']);
    expect(problems).toEqual([]);
  });

  it('that cannot be listed does not keep an image', async () => {
    const failure = new Error('It took too long.');
    host.docker.listBuildCache = async () => {
      throw failure;
    };
    await removeWithLayers(host, { onProblem }, () => host.docker.removeImage('app1:old'));
    expect(host.docker.images.has('app1:old')).toBe(false);
    expect(host.docker.buildCache.size).toBe(4);
    expect(problems).toEqual([failure]);
  });

  it('that cannot be cleared is a problem, not a failure', async () => {
    const failure = new Error('The disk is read-only.');
    host.docker.removeBuildCache = async () => {
      throw failure;
    };
    expect(
      await removeWithLayers(host, { onProblem }, async () => {
        await host.docker.removeImage('app1:old');
        return 'removed';
      }),
    ).toBe('removed');
    expect(problems).toEqual([failure]);
  });
});
