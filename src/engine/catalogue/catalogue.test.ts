// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have variables of their own
import { describe, expect, it } from 'vitest';
import { revealed } from '../compose/compose.testing';
import { readCoolifyTemplate } from './coolify';
import { readDokployTemplate } from './dokploy';
import { fillConfiguration } from './fill';

const compose = 'services:\n  app:\n    image: nginx\n';

describe('readCoolifyTemplate', () => {
  it('takes what the first comments say', () => {
    const entry = readCoolifyTemplate(
      'my-app',
      `# ignore: true\n# slogan: "A: b"\n\n# tags: one, two\n# category: CMS\n# port: 80\n# minversion: 4.0.0\n# free text\n${compose}`,
    );
    expect(entry).toMatchObject({
      ok: true,
      hidden: true,
      template: {
        about: {
          type: 'my-app',
          name: 'My App',
          slogan: 'A: b',
          tags: ['one', 'two'],
          category: 'cms',
          port: 80,
          minimumVersion: '4.0.0',
        },
      },
    });
  });

  it('answers the problems of a file', () =>
    expect(readCoolifyTemplate('x', 'services: 1')).toMatchObject({ ok: false, problems: [{ line: 1 }] }));
});

function configuration(toml: string) {
  const entry = readDokployTemplate(
    'app',
    new Map([
      ['docker-compose.yml', compose],
      ['template.toml', toml],
    ]),
  );
  if (!entry.ok) throw new Error(entry.problems[0]?.message);
  if (!entry.template.configuration) throw new Error('A template of a folder has a configuration.');
  return entry.template.configuration;
}

function filled(toml: string) {
  let hosts = 0;
  return fillConfiguration(configuration(toml), {
    host: () => `h${++hosts}.example.com`,
    port: () => 30_001,
    now: new Date('2026-01-01T00:00:00.500Z'),
  });
}

function environment(toml: string): Record<string, string> {
  return Object.fromEntries(filled(toml).environment.map(([key, value]) => [key, value.reveal()]));
}

describe('readDokployTemplate', () => {
  it.each([
    ['a table', '[config.env]\nA = "x"\nB = true\nC = 5\nmounts = []'],
    ['a list', '[config]\nenv = ["A=x", "# no", "", {B = true}, {C = 5}]'],
    [
      'unknown escapes and a table written twice',
      '[config.env]\nA = "\\x"\n[config.env]\nB = "true"\nC = "5"',
    ],
  ])('reads env as %s', (_, toml) => {
    const { A, B, C } = environment(toml);
    expect([A?.replace('\\', ''), B, C]).toEqual(['x', 'true', '5']);
  });

  it('reads domains and files', () => {
    expect(
      configuration(
        '[[config.domains]]\nserviceName = "app"\nport = 8_000\n[[config.mounts]]\nfilePath = "/a/../b.conf"\ncontent = """\nx"""\n',
      ),
    ).toMatchObject({
      domains: [{ service: 'app', port: 8000, path: '/', host: null }],
      files: [{ path: 'files/b.conf', content: 'x' }],
    });
  });

  it.each([
    ['no compose file', new Map<string, string>(), 'docker-compose.yml'],
    [
      'no TOML',
      new Map([
        ['docker-compose.yml', compose],
        ['template.toml', 'a = ['],
      ]),
      'template.toml',
    ],
    [
      'a file outside',
      new Map([
        ['docker-compose.yml', compose],
        ['template.toml', '[[config.mounts]]\nfilePath = "../../x"'],
      ]),
      'filePath',
    ],
    [
      'meta that is no JSON',
      new Map([
        ['docker-compose.yml', compose],
        ['meta.json', '{'],
      ]),
      'meta.json',
    ],
  ])('says what is wrong with %s', (_, files, words) => {
    const entry = readDokployTemplate('app', files);
    expect(entry.ok ? '' : entry.problems[0]?.message).toContain(words);
  });
});

describe('fillConfiguration', () => {
  it.each([
    ['${domain}', /^h1\.example\.com$/],
    ['${password}', /^[a-z0-9]{16}$/],
    ['${password:40}', /^[a-z0-9]{40}$/],
    ['${base64:48}', /^[A-Za-z0-9+/]{64}$/],
    ['${hash}', /^[0-9a-f]{8}$/],
    ['${hash:32}', /^[0-9a-f]{32}$/],
    ['${uuid}', /^[0-9a-f-]{36}$/],
    ['${username}', /^[a-z0-9]+$/],
    ['${email}', /^[a-z0-9]+@example\.com$/],
    ['${randomPort}', /^30001$/],
    ['${timestamp}', /^1767225600500$/],
    ['${timestampms:2030-01-01T00:00:00Z}', /^1893456000000$/],
    ['${timestamps}', /^1767225600$/],
    ['${jwt:32}', /^[0-9a-f]{64}$/],
    ['${unknown} $X', /^\$\{unknown\} \$X$/],
    ['a-${hash:4}-b', /^a-[0-9a-f]{4}-b$/],
  ])('%s', (text, form) => expect(environment(`[config.env]\nA = '${text}'`).A).toMatch(form));

  it('gives a variable one value everywhere, and leaves one that names itself', () => {
    const { A, B, C } = environment(
      '[variables]\npw = "${password:32}"\nurl = "x://${pw}@h"\nloop = "${loop}"\n[config.env]\nA = "${pw}"\nB = "${url}"\nC = "${loop}"',
    );
    expect(B).toBe(`x://${A}@h`);
    expect(C).toBe('${loop}');
  });

  it('signs a token with a secret and a payload that variables name', () => {
    const { T } = environment(
      '[variables]\nsecret = "${password:32}"\npayload = """{"role": "anon", "iss": "me", "exp": ${timestamps:2030-01-01T00:00:00Z}}"""\n[config.env]\nT = "${jwt:secret:payload}"\n',
    );
    const claims: unknown = JSON.parse(Buffer.from(T?.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toEqual({ role: 'anon', iss: 'me', iat: 1767225600, exp: 1893456000 });
  });

  it('gives a domain without a host one of its own', () => {
    const { domains, files } = filled(
      '[variables]\nmain = "${domain}"\n[[config.domains]]\nserviceName = "app"\nhost = "${main}"\n[[config.domains]]\nserviceName = "app"\npath = "api"\n[[config.mounts]]\nfilePath = "/x"\ncontent = "${main}"\n',
    );
    expect(domains.map(({ host, path }) => [host, path])).toEqual([
      ['h1.example.com', '/'],
      ['h2.example.com', '/api'],
    ]);
    expect(revealed(files)).toEqual([{ path: 'files/x', content: 'h1.example.com' }]);
  });
});
