import { expect, it } from 'vitest';
import { DoubleHost } from '../../testing/double-host';
import { writeNew } from './files';

const place = (answers: DoubleHost['answers']) => {
  const host = new DoubleHost();
  host.answers.push(...answers);
  return { host, instanceId: 'gantry1' };
};

it('leaves a file that another writer made first', async () => {
  const taken = place([
    ['ln ', { code: 1, stderr: 'ln: File exists' }],
    ['cat ', { stdout: '{}\n' }],
  ]);
  expect(await writeNew(taken, 'app1', {})).toBe(false);
  expect(await writeNew(place([['ln ', { code: 0 }]]), 'app1', {})).toBe(true);
});

it('says why a file cannot be written', async () => {
  const full = place([
    ['ln ', { code: 1, stderr: 'ln: No space left on device' }],
    ['cat ', { code: 1 }],
  ]);
  await expect(writeNew(full, 'app1', {})).rejects.toThrow('No space left on device');
});
