import { expect, it } from 'vitest';
import { reportNames } from './report-names';

const subject = {
  project: 'Shop',
  environment: 'production',
  application: { uuid: 'a'.repeat(24), name: 'web' },
  pullRequestId: 0,
};

it('names what is deployed, where, and the previews apart', () => {
  expect(reportNames(subject, null)).toMatchObject({
    status: 'Gantry: Shop/web (production)',
    environment: 'production (Shop/web)',
  });
  const preview = { ...subject, pullRequestId: 7 };
  expect(reportNames(preview, null)).toMatchObject({
    status: 'Gantry: Shop/web (preview)',
    environment: 'pull request 7 (Shop/web)',
  });
});

it('has a key of its own for each application, its previews and each token', () => {
  const keys = [
    reportNames(subject, null),
    reportNames(subject, 'token'),
    reportNames({ ...subject, pullRequestId: 7 }, null),
    reportNames({ ...subject, application: { ...subject.application, uuid: 'b'.repeat(24) } }, null),
  ].map(({ key }) => key);
  expect(new Set(keys).size).toBe(4);
  for (const key of keys) expect(key).toMatch(/^[a-z0-9-]{1,40}$/);
  expect(reportNames({ ...subject, pullRequestId: 8 }, null).key).toBe(keys[2]);
});

it('tells an application by its mark', () => {
  expect(reportNames({ ...subject, mark: 'a1b2c3d4' }, null)).toMatchObject({
    status: 'Gantry: Shop/web a1b2c3d4 (production)',
    environment: 'production (Shop/web a1b2c3d4)',
    key: reportNames(subject, null).key,
  });
});

it('keeps within what forges take', () => {
  const long = '😀'.repeat(255);
  const application = { ...subject.application, name: long };
  const mark = 'a'.repeat(16);
  const { status } = reportNames({ ...subject, project: long, environment: long, application, mark }, null);
  expect([...status].length).toBeLessThan(255);
  expect(status.isWellFormed()).toBe(true);
});
