import { createRequire } from 'node:module';
import type { WebhookDefinition } from '@octokit/webhooks-examples';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { addRepositoryApplication, callAsGitHub } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest({ trustedProxies: ['127.0.0.1'] });
});
afterAll(() => test.server.stop());

const definitions: WebhookDefinition[] = createRequire(import.meta.url)('@octokit/webhooks-examples');
const examples = definitions.flatMap(({ name, examples: bodies }) => bodies.map((body) => ({ name, body })));

/** Repository in most of the published payloads. */
const repository = 'Codertocat/Hello-World';

it('is understood or has a reason, whatever event of GitHub’s published ones it is', async () => {
  await addRepositoryApplication(test, { git_repository: `https://github.com/${repository}` });
  const seen = new Map<string, number>();
  let caller = 0;
  for (const { name, body } of examples) {
    // An address may call 600 times a minute.
    const headers = { 'X-Forwarded-For': `8.8.8.${caller++ % 200}` };
    const answer = await callAsGitHub(test, { event: name, body, headers });
    expect([name, answer.status]).toEqual([name, 202]);
    for (const { status, message } of answer.body) {
      expect(message).not.toBe('');
      seen.set(`${status}: ${message}`, (seen.get(`${status}: ${message}`) ?? 0) + 1);
    }
  }
  expect(examples.length).toBeGreaterThan(150);
  expect(seen.get('skipped: event `star` does not trigger deployments')).toBeGreaterThan(0);
  expect(
    seen.get('skipped: previews are off') ?? seen.get('skipped: branch `master` is not `main`'),
  ).toBeGreaterThan(0);
});

it('is refused without a signature', async () => {
  for (const { name, body } of examples.slice(0, 20))
    expect((await callAsGitHub(test, { event: name, body, signature: null })).status).toBe(401);
});
