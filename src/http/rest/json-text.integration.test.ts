import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';

let test: ApplicationTest;
let tokens: { root: string; read: string };
const awkward = 'Quote " backslash \\ <tag> \u2028 émoji 🚢';

beforeAll(async () => {
  test = await startApplicationTest();
  tokens = { root: await test.server.key(['root']), read: await test.server.key(['read']) };
  for (const name of ['one', 'two', 'three']) {
    const uuid = await test.addApplication({ name, description: awkward });
    await test.call('POST', `/applications/${uuid}/tags`, { tag_name: `tag of ${name}` });
  }
  const { place } = test;
  for (const name of ['first', 'second'])
    await test.call('POST', '/databases/redis', { ...place, name, description: awkward });
  await test.call('POST', '/services', {
    ...place,
    name: 'stack',
    docker_compose_raw: Buffer.from('services:\n  web:\n    image: nginx\n').toString('base64'),
  });
});
afterAll(() => test.server.stop());

/** Get the text of a response as sent. */
async function textOf(path: string, token: string): Promise<string> {
  const response = await fetch(`${test.server.url}/api/v1${path}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/json');
  return response.text();
}

describe.each([
  '/projects',
  '/projects?summary=1',
  '/servers',
  '/applications',
  '/databases',
  '/applications?summary=1',
  '/databases?summary=1',
  '/services?summary=1',
])('%s', (path) => {
  const and = path.includes('?') ? '&' : '?';

  it.each(['root', 'read'] as const)('is what the schema of the list writes, with %s', async (of) => {
    const token = tokens[of];
    const fields = Object.keys(JSON.parse(await textOf(path, token))[0] ?? {});
    expect(fields).toContain('uuid');
    // A selection of fields works on objects, through the schema.
    const written = await textOf(`${path}${and}fields=${fields.join(',')}`, token);
    expect(JSON.stringify(JSON.parse(await textOf(path, token)))).toBe(written);
  });

  it('is the caller’s own where several ask at once', async () => {
    const alone = { root: await textOf(path, tokens.root), read: await textOf(path, tokens.read) };
    const asked = Array.from({ length: 6 }, (_, n): keyof typeof tokens => (n % 2 === 0 ? 'root' : 'read'));
    const together = await Promise.all(asked.map((of) => textOf(path, tokens[of])));
    expect(together).toEqual(asked.map((of) => alone[of]));
  });

  it('has pages, the last of them empty', async () => {
    const whole = JSON.parse(await textOf(path, tokens.root));
    const page = async (number: number) =>
      JSON.parse(await textOf(`${path}${and}page=${number}&per_page=1`, tokens.root));
    expect(await page(1)).toEqual(whole.slice(0, 1));
    expect(await page(2)).toEqual(whole.slice(1, 2));
    expect(await textOf(`${path}${and}page=99&per_page=1`, tokens.root)).toBe('[]');
  });
});

it('shows the words of users unchanged', async () => {
  const [first] = JSON.parse(await textOf('/applications?summary=1', tokens.root));
  expect(first).toMatchObject({ name: 'one', description: awkward, tags: ['tag of one'] });
});
