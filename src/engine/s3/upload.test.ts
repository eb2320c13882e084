import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { CommandTemplate } from '../plan/text';
import { type S3StandIn, startS3 } from './stand-in.testing';
import { fetchFile, sendFile } from './transfer-scripts';
import { abortUpload, beginUpload, completeUpload, objectAddress, partAddresses, partsOf } from './upload';

let s3: S3StandIn;
let folder: string;
beforeEach(async () => {
  s3 = await startS3();
  folder = await mkdtemp(join(tmpdir(), 'gantry-s3-'));
});
afterEach(async () => {
  await s3.close();
  await rm(folder, { recursive: true });
});

const minute = 60_000;

/** Run a command as a server would. */
function run({ argv, env = {} }: CommandTemplate): Promise<{ code: number | null; output: string }> {
  const [program, ...rest] = argv.map(String);
  const values = Object.entries(env).map(([name, value]) => {
    return [name, value instanceof Secret ? value.reveal() : String(value)];
  });
  return new Promise((resolve) => {
    const child = spawn(program ?? '', rest, { env: { ...process.env, ...Object.fromEntries(values) } });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code, output }));
  });
}

describe('an upload', () => {
  it('is sent in parts by a server that never has the keys, and comes back the same', async () => {
    const object = { bucket: s3.bucket, key: 'backups/a b+c.dmp' };
    const file = join(folder, 'a.dmp');
    const bytes = Buffer.from(Array.from({ length: 2500 }, (_, at) => at % 251));
    await writeFile(file, bytes);
    const upload = { object, id: await beginUpload(object) };
    const parts = { bytes: 1000, count: 3 };
    const addresses = await partAddresses(upload, parts.count, minute);
    const command = sendFile({ file, bytes: bytes.length, parts }, addresses, minute);
    expect(command.argv.join(' ')).not.toContain('X-Amz');
    const sent = await run(command);
    expect(sent).toEqual({
      code: 0,
      output: 'Sent part 1, 1000 bytes.\nSent part 2, 1000 bytes.\nSent part 3, 500 bytes.\n',
    });
    await completeUpload(upload, bytes.length);
    expect(s3.objects.get(object.key)).toEqual(bytes);
    await completeUpload(upload, bytes.length);
    const back = join(folder, 'below/back.dmp');
    const fetched = await run(fetchFile(back, await objectAddress(object, minute), minute));
    expect(fetched).toEqual({ code: 0, output: '' });
    expect(await readFile(back)).toEqual(bytes);
  });

  it('is not complete without all of its bytes, and is given up with what was sent', async () => {
    const object = { bucket: s3.bucket, key: 'a' };
    const upload = { object, id: await beginUpload(object) };
    await expect(completeUpload(upload, 10)).rejects.toThrow('has 0 of 10 bytes');
    await abortUpload(upload);
    await abortUpload(upload);
    expect([s3.uploads.size, s3.objects.size]).toEqual([0, 0]);
  });

  it('has at most a hundred parts', () => {
    expect(partsOf(1)).toEqual({ bytes: 64 * 1024 ** 2, count: 1 });
    expect(partsOf(64 * 1024 ** 2 + 1).count).toBe(2);
    expect(partsOf(5 * 1024 ** 4).count).toBe(100);
  });
});
