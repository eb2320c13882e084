import { describe, expect, it } from 'vitest';
import { tarArchive } from '../testing/tar-archive';
import { readPlanArchive } from './plan-archive';

const folder = { name: 'plan/', type: '5' };
const extended = (...records: string[]) => ({
  name: 'plan/PaxHeaders/x',
  type: 'x',
  content: records.join(''),
});
const read = (...entries: Parameters<typeof tarArchive>[0]) =>
  Object.fromEntries(
    [...readPlanArchive(tarArchive(entries))].map(([path, content]) => [path, content.toString()]),
  );

describe('the archive of a plan', () => {
  it('gives its files, by their path in the folder', () => {
    const long = `assets/${'a'.repeat(120)}`;
    const path = ` path=plan/${long}\n`;
    expect(
      read(
        folder,
        { name: 'plan/.nixpacks/', type: '5' },
        { name: 'plan/.nixpacks/Dockerfile', content: 'FROM a\n'.repeat(100) },
        { name: 'plan/empty' },
        extended(`${path.length + 3}${path}`),
        { name: 'plan/assets/aaa', content: 'long' },
        { name: 'plan/plan.json', content: '{}' },
      ),
    ).toEqual({
      '.nixpacks/Dockerfile': 'FROM a\n'.repeat(100),
      empty: '',
      [long]: 'long',
      'plan.json': '{}',
    });
  });

  it.each([
    ['a symbolic link', { name: 'plan/Dockerfile', type: '2' }],
    ['a hard link', { name: 'plan/Dockerfile', type: '1' }],
    ['a device', { name: 'plan/null', type: '3' }],
    ['a pipe', { name: 'plan/pipe', type: '6' }],
    ['a GNU long name', { name: '././@LongLink', type: 'L' }],
    ['a file instead of the folder', { name: 'plan' }],
    ['a name that leads out', { name: 'plan/../../etc/cron.d/x' }],
    ['a folder that leads out', { name: 'plan/..', type: '5' }],
    ['an absolute name', { name: '/etc/passwd' }],
    ['an empty part of a name', { name: 'plan//x' }],
    ['a line end in a name', { name: 'plan/a\nb' }],
  ])('with %s is refused', (_what, entry) => {
    expect(() => read(folder, entry)).toThrow(/^The plan of this build has .*so it was not used\.$/);
  });

  it('that hides the name in an extended header is refused', () => {
    const path = ' path=plan/../x\n';
    expect(() => read(extended(`${path.length + 2}${path}`), { name: 'plan/x' })).toThrow(
      /has the name "plan\/\.\.\/x"/,
    );
    const size = ' size=1\n';
    expect(() => read(extended(`${size.length + 1}${size}`), { name: 'plan/x' })).toThrow(/cannot be read/);
    expect(() => read(extended('nonsense'), { name: 'plan/x' })).toThrow(/cannot be read/);
  });

  it('that has a file twice, too many files, or ends early is refused', () => {
    const file = { name: 'plan/x', content: 'x' };
    expect(() => read(file, file)).toThrow(/has "x" twice/);
    expect(() => read(...Array.from({ length: 201 }, (_, at) => ({ name: `plan/${at}` })))).toThrow(
      /more than 200/,
    );
    expect(() =>
      readPlanArchive(tarArchive([{ name: 'plan/x', content: 'x'.repeat(600) }]).subarray(0, 1024)),
    ).toThrow(/is incomplete/);
    const broken = tarArchive([file]);
    broken.write('-1', 124);
    expect(() => readPlanArchive(broken)).toThrow(/cannot be read/);
  });
});
