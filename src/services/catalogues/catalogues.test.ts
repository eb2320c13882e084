import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeTemplate } from '../../engine/catalogue/judge';
import { startOrder } from '../../engine/compose/start-order';
import { systemClock } from '../../lib/clock';
import { builtInTemplates } from './built-in';
import { checkCatalogue } from './check';
import { letterMark } from './letter-mark';

const now = new Date('2026-01-01T00:00:00Z');

describe('the built-in catalogue', () => {
  const templates = [...builtInTemplates().values()];

  it('has at least 40 templates of many categories', () => {
    expect(templates.length).toBeGreaterThanOrEqual(40);
    const categories = new Set(templates.map(({ about }) => about.category));
    for (const category of 'analytics wiki git automation monitoring photos passwords chat cms storage search queue dashboard ai'.split(
      ' ',
    ))
      expect(categories).toContain(category);
  });

  it.each(templates.map((template) => [template.about.type, template] as const))(
    '%s resolves, needs nothing of the host, and can be planned',
    (_, template) => {
      const { resolved, problems, policy, domains, warnings } = judgeTemplate(template, now);
      expect([...problems, ...policy, ...warnings]).toEqual([]);
      expect(resolved && startOrder(resolved.project.services)).not.toBeNull();
      expect(domains[0]?.port).toBe(template.about.port);
      expect(template.about).toMatchObject({
        slogan: expect.any(String),
        documentation: expect.stringMatching(/^https:/),
        category: expect.any(String),
      });
      for (const service of resolved?.project.services ?? []) {
        expect(service.image).toMatch(/:[^:/]+$/);
        expect(service.ports).toEqual([]);
      }
    },
  );
});

it('draws a logo that holds nothing but a letter', () => {
  expect(letterMark('uptime')).toContain('>U</text>');
  expect(letterMark('<script>')).not.toContain('<script');
  expect(letterMark('')).toContain('>?</text>');
});

describe('a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gantry-catalogue-'));
    const good = 'services:\n  a:\n    image: nginx\n    environment: [SERVICE_URL_A_80]\n';
    await mkdir(join(folder, 'one'));
    await writeFile(join(folder, 'one', 'a.yaml'), `# slogan: x\n${good}`);
    await writeFile(join(folder, 'one', 'broken.yaml'), 'services: [');
    await writeFile(join(folder, 'one', 'host.yml'), `${good}    privileged: true\n`);
    await writeFile(join(folder, 'one', 'LICENSE'), 'x');
    await symlink('/etc/passwd', join(folder, 'one', 'link.yaml'));
    await mkdir(join(folder, 'two', 'app'), { recursive: true });
    await writeFile(join(folder, 'two', 'app', 'docker-compose.yml'), good);
    await writeFile(join(folder, 'two', 'app', 'template.toml'), '[[config.domains]]\nserviceName = "b"\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is read template by template; a bad one never hides the others', async () => {
    const { format, templates } = await checkCatalogue(join(folder, 'one'), systemClock);
    expect(format).toBe('coolify');
    expect(templates.map(({ type, outcome }) => [type, outcome])).toEqual([
      ['a', 'planned'],
      ['broken', 'not loaded'],
      ['host', 'refused by policy'],
    ]);
  });

  it('of folders is the other format', async () => {
    const { format, templates } = await checkCatalogue(join(folder, 'two'), systemClock);
    expect(format).toBe('dokploy');
    expect(templates[0]).toMatchObject({ outcome: 'not resolved', problems: [{ service: 'b' }] });
  });
});
