import { expect, it } from 'vitest';
import { withCachesIn } from './railpack-plan';

it('names the caches of a plan in a namespace, and changes nothing else', () => {
  const plan = {
    $schema: 'https://schema.railpack.com',
    steps: [
      { name: 'install', caches: ['npm'], commands: [{ cmd: 'npm ci' }], secrets: ['*'] },
      { name: 'build', inputs: [{ step: 'install' }] },
    ],
    caches: { npm: { directory: '/root/.npm', type: 'shared' } },
    deploy: { startCommand: 'node .' },
  };
  expect(JSON.parse(withCachesIn('secret', JSON.stringify(plan)))).toEqual({
    ...plan,
    steps: [{ ...plan.steps[0], caches: ['secret-npm'] }, plan.steps[1]],
    caches: { 'secret-npm': plan.caches.npm },
  });
  expect(withCachesIn('secret', '{"deploy":{}}')).toBe('{"deploy":{}}');
});

it.each(['', '[]', '{"caches":1}', '{"steps":[{"caches":{}}]}'])('refuses the plan %j', (plan) => {
  expect(() => withCachesIn('secret', plan)).toThrow(/^The plan of railpack has an unknown form/);
});
