import { describe, expect, it } from 'vitest';
import { buildStage } from './build-argument';
import { customLabels, parseCustomLabels } from './custom-labels';
import { containerName, destinationNetwork, networkAliases, slug } from './docker-name';
import * as limits from './limits';

const accepts = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe('names in Docker (hostile-inputs row 7)', () => {
  it.each(['web', 'my-app-1', 'a'])('takes %s', (name) => expect(accepts(slug, name)).toBe(true));
  it.each(['a;id', '-a', 'a-', 'A', 'a_b', '', 'a'.repeat(64), 'a\n'])('refuses %j', (name) =>
    expect(accepts(slug, name)).toBe(false),
  );
  it.each(['a,b', 'a.b, c-d', ''])('takes the aliases %j', (text) =>
    expect(accepts(networkAliases, text)).toBe(true),
  );
  it.each(['a;id', '-a', 'a b', 'a,$(id)'])('refuses the aliases %j', (text) =>
    expect(accepts(networkAliases, text)).toBe(false),
  );
  it.each(['--x', 'a/b', ''])('refuses the container %j', (name) =>
    expect(accepts(containerName, name)).toBe(false),
  );
});

describe('labels and stages (row 10)', () => {
  it('reads lines', () =>
    expect(parseCustomLabels('a.b=c=d\n\n_x')).toEqual([
      ['a.b', 'c=d'],
      ['_x', ''],
    ]));
  it.each(['A=1 --privileged as key\n-x=1', 'gantry.managed=true', 'coolify.type=x', '1a=b', 'a b=c'])(
    'refuses %j',
    (text) => expect(accepts(customLabels, text)).toBe(false),
  );
  it.each(['A=1 --privileged', '-x', 'a b', '', '$x'])('refuses the stage %j', (stage) =>
    expect(accepts(buildStage, stage)).toBe(false),
  );
});

describe('limits', () => {
  it.each(['0', '0m', '512m', '1.5g', '6m', '6291456'])('takes the size %s', (size) =>
    expect(accepts(limits.memoryLimit, size)).toBe(true),
  );
  it.each(['-1', '1t', 'm', '1 g', '', '1g;id', '1024', '5.9m'])('refuses the size %j', (size) =>
    expect(accepts(limits.memoryLimit, size)).toBe(false),
  );
  it('takes -1 for swap', () => expect(accepts(limits.memorySwapLimit, '-1')).toBe(true));
  it.each(['0-3', '0,2,4-7'])('takes the cpuset %s', (set) => expect(accepts(limits.cpuset, set)).toBe(true));
  it.each(['a', '0-', ',1', '0;id'])('refuses the cpuset %j', (set) =>
    expect(accepts(limits.cpuset, set)).toBe(false),
  );
  it('reads sizes', () =>
    expect(['0', '1k', '2m', '1.5g'].map(limits.sizeInBytes)).toEqual([0, 1024, 2097152, 1610612736]));
});

describe('the network of a destination', () => {
  const id = 'k3jd83hfk2ls9fj2kd8fh3ka';
  it.each(['host', `coolify-${id}`, `coolify-${id}-pr-7`, id, `${id}_default`, `${id}-pr-7`])(
    'is not one that Docker or Gantry creates: %s',
    (name) => expect(destinationNetwork.safeParse(name).success).toBe(false),
  );

  it.each(['coolify', 'back-office', 'a-very-long-name-without-an-id', `x${id}`])('can be %s', (name) =>
    expect(destinationNetwork.safeParse(name).success).toBe(true),
  );
});
