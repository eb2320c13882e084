import { describe, expect, it } from 'vitest';
import { mergeFiles } from './merge-files';

const base = `services:
  web:
    image: app:1
    environment:
      - MODE=production
      - WORKERS=2
    command: ["serve", "--port", "80"]
    ports: ["80:80"]
  cache:
    image: redis:7
`;
const merge = (own: string, next: string, taken: string[] = []) =>
  mergeFiles({ base, own, next, taken: new Set(taken) });

describe('a later version of a file', () => {
  it('is taken as it is where nothing was changed, with the text of the user where it was not', () => {
    const next = base.replace('app:1', 'app:2').replace('  cache:\n    image: redis:7\n', '');
    const { text, conflicts } = merge(`# mine\n${base}`, next);
    expect(conflicts).toEqual([]);
    expect(text).toContain('# mine');
    expect(text).toContain('image: app:2');
    expect(text).not.toContain('redis');
  });

  it('keeps what the user added, changed and took away, next to what is new', () => {
    const own = base
      .replace('MODE=production', 'MODE=test # for now')
      .replace('      - WORKERS=2\n', '      - OWN=1\n');
    const next = base.replace('app:1', 'app:2').replace('- WORKERS=2', '- WORKERS=2\n      - NEW=1');
    const { text, conflicts } = merge(own, next);
    expect(conflicts).toEqual([]);
    expect(text).toContain('image: app:2');
    for (const line of ['MODE=test', 'OWN=1', 'NEW=1']) expect(text).toContain(line);
    expect(text).not.toContain('WORKERS');
  });

  it('says where both changed something, and overwrites it only when it is told to', () => {
    const own = base.replace('app:1', 'fork:1').replace('WORKERS=2', 'WORKERS=3').replace('"80"', '"81"');
    const next = base.replace('app:1', 'app:2').replace('WORKERS=2', 'WORKERS=4').replace('"80"', '"82"');
    const kept = merge(own, next);
    expect(kept.text).toBe(own);
    expect(kept.conflicts.map(({ path, own, next }) => [path, own, next])).toEqual([
      ['services.web.image', 'fork:1', 'app:2'],
      ['services.web.environment.WORKERS', 'WORKERS=3', 'WORKERS=4'],
      ['services.web.command', '- serve\n- --port\n- "81"', '- serve\n- --port\n- "82"'],
    ]);
    const { text } = merge(own, next, ['services.web.image', 'services.web.environment.WORKERS']);
    expect(text).toContain('app:2');
    expect(text).toContain('WORKERS=4');
    expect(text).toContain('"81"');
  });

  it('goes into files with anchors as well', () => {
    const own = `x-a: &a\n  restart: always\nservices:\n  web:\n    <<: *a\n    image: app:1\n`;
    const next = own.replace('app:1', 'app:2').replace('restart: always', 'restart: "no"');
    const { text } = mergeFiles({ base: own, own, next });
    expect(text).toContain('app:2');
    expect(mergeFiles({ base: next, own: text, next }).conflicts).toEqual([]);
  });

  it('changes nothing when it is the same', () => {
    expect(merge(base, base)).toEqual({ text: base, conflicts: [] });
  });
});
