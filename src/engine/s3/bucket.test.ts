import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { checkBucket, removeObject, sizeOfObject } from './bucket';
import { type S3StandIn, startS3 } from './stand-in.testing';

let s3: S3StandIn;
beforeEach(async () => {
  s3 = await startS3();
});
afterEach(() => s3.close());

describe('a bucket', () => {
  it('is listed, written and cleaned when it is checked', async () => {
    await checkBucket(s3.bucket, 'probe of a+b/ü');
    expect(s3.calls.map((call) => call.split(' ')[0])).toEqual(['GET', 'PUT', 'DELETE']);
    expect(s3.objects.size).toBe(0);
  });

  it.each([
    ['another secret', { secret: new Secret('other') }, /SignatureDoesNotMatch/],
    ['a bucket that is not there', { bucket: 'nothing' }, /NoSuchBucket/],
    ['an address that is not listed', { internalHosts: [] }, /not allowed/],
    ['a metadata service', { endpoint: 'https://169.254.169.254' }, /not allowed: its address is metadata/],
    ['a private address', { endpoint: 'https://10.0.0.1', internalHosts: [] }, /its address is private/],
  ])('is refused with the reason for %s', async (_, change, message) => {
    await expect(checkBucket({ ...s3.bucket, ...change }, 'probe')).rejects.toThrow(message);
  });

  it('says when it may not be written', async () => {
    s3.refusal = 403;
    await expect(checkBucket(s3.bucket, 'probe')).rejects.toThrow(
      'write an object into the bucket: AccessDenied',
    );
  });

  it('has objects of a size, which are removed once or twice', async () => {
    const object = { bucket: s3.bucket, key: 'a/b' };
    expect(await sizeOfObject(object)).toBeNull();
    s3.objects.set('a/b', Buffer.from('four'));
    expect(await sizeOfObject(object)).toBe(4);
    await removeObject(object);
    await removeObject(object);
    expect(await sizeOfObject(object)).toBeNull();
  });
});
