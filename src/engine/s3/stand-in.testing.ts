import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { S3Bucket } from '../../domain/s3-bucket';
import { Secret } from '../../domain/secret';

/** For tests only: an in-memory S3 service with one bucket, which verifies every signature itself. */
export interface S3StandIn {
  bucket: S3Bucket;
  /** Contents by key. */
  objects: Map<string, Buffer>;
  /** Parts by the id of their upload. */
  uploads: Map<string, { key: string; parts: Map<number, Buffer> }>;
  /** `METHOD /path`, in order. */
  calls: string[];
  /** Status that every PUT gets instead of its normal one. */
  refusal: number | null;
  close(): Promise<void>;
}

const keyId = 'AKIDEXAMPLE';
const secretKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

export async function startS3(): Promise<S3StandIn> {
  const server = createServer((request, response) => {
    readAll(request).then((body) => {
      const { status, text = '', headers = {} } = answer(standIn, request, body);
      response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : text);
    });
  });
  const port = await listen(server);
  const standIn: S3StandIn = {
    bucket: {
      endpoint: `http://127.0.0.1:${port}`,
      bucket: 'backups',
      region: 'us-east-1',
      key: new Secret(keyId),
      secret: new Secret(secretKey),
      internalHosts: ['127.0.0.1'],
    },
    objects: new Map(),
    uploads: new Map(),
    calls: [],
    refusal: null,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return standIn;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)); // it listens on a port
  });
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Answer {
  status: number;
  text?: string | Buffer;
  headers?: Record<string, string>;
}

function answer(standIn: S3StandIn, request: IncomingMessage, body: Buffer): Answer {
  const url = new URL(request.url ?? '', 'http://stand-in');
  const method = request.method ?? '';
  standIn.calls.push(`${method} ${url.pathname}`);
  if (!isSigned(request, url))
    return { status: 403, text: errorText('SignatureDoesNotMatch', 'The signature does not match.') };
  const [, bucket, ...rest] = url.pathname.split('/');
  if (bucket !== standIn.bucket.bucket)
    return { status: 404, text: errorText('NoSuchBucket', 'The bucket does not exist.') };
  if (method === 'PUT' && standIn.refusal !== null)
    return { status: standIn.refusal, text: errorText('AccessDenied', 'Access Denied') };
  const key = decodeURIComponent(rest.join('/'));
  if (key === '') return { status: 200, text: '<ListBucketResult/>' };
  const query = url.searchParams;
  if (query.has('uploads') || query.has('uploadId')) return multipart(standIn, method, key, query, body);
  return object(standIn, method, key, body, request);
}

function object(
  { objects }: S3StandIn,
  method: string,
  key: string,
  body: Buffer,
  { headers }: IncomingMessage,
): Answer {
  const found = objects.get(key);
  if (method === 'PUT') {
    if (headers['content-length'] === undefined) return { status: 411 };
    objects.set(key, body);
    return { status: 200, headers: { etag: etagOf(body) } };
  }
  if (method === 'DELETE') {
    objects.delete(key);
    return { status: 204 };
  }
  if (!found) return { status: 404, text: errorText('NoSuchKey', 'The key does not exist.') };
  return { status: 200, text: found, headers: { 'content-length': String(found.length) } };
}

function multipart(
  { objects, uploads }: S3StandIn,
  method: string,
  key: string,
  query: URLSearchParams,
  body: Buffer,
): Answer {
  if (query.has('uploads')) {
    const id = `upload-${uploads.size + 1}`;
    uploads.set(id, { key, parts: new Map() });
    return { status: 200, text: `<R><UploadId>${id}</UploadId></R>` };
  }
  const id = query.get('uploadId') ?? '';
  const upload = uploads.get(id);
  if (!upload || upload.key !== key)
    return { status: 404, text: errorText('NoSuchUpload', 'The upload does not exist.') };
  if (method === 'PUT') {
    upload.parts.set(Number(query.get('partNumber')), body);
    return { status: 200, headers: { etag: etagOf(body) } };
  }
  if (method === 'DELETE') {
    uploads.delete(id);
    return { status: 204 };
  }
  const parts = [...upload.parts].sort(([a], [b]) => a - b);
  if (method === 'GET')
    return {
      status: 200,
      text: `<R>${parts
        .map(
          ([number, bytes]) =>
            `<Part><PartNumber>${number}</PartNumber><ETag>${etagOf(bytes).replaceAll('"', '&quot;')}</ETag><Size>${bytes.length}</Size></Part>`,
        )
        .join('')}</R>`,
    };
  const named = [...body.toString().matchAll(/<ETag>([^<]*)<\/ETag>/g)].map(([, etag]) => etag);
  if (named.join() !== parts.map(([, bytes]) => etagOf(bytes)).join())
    return { status: 400, text: errorText('InvalidPart', 'A part is not there.') };
  objects.set(key, Buffer.concat(parts.map(([, bytes]) => bytes)));
  uploads.delete(id);
  return { status: 200, text: '<CompleteMultipartUploadResult/>' };
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function errorText(code: string, message: string): string {
  return `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}

/** Verify Signature Version 4, in the header or the query, implemented from its specification. */
function isSigned({ method = '', headers }: IncomingMessage, url: URL): boolean {
  const inQuery = url.searchParams.get('X-Amz-Signature');
  const [scope = '', signedNames = '', given = ''] =
    inQuery === null
      ? (/Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=(\w+)/
          .exec(headers.authorization ?? '')
          ?.slice(1) ?? [])
      : [
          url.searchParams.get('X-Amz-Credential') ?? '',
          url.searchParams.get('X-Amz-SignedHeaders') ?? '',
          inQuery,
        ];
  const [id, day = '', region = '', service = ''] = scope.split('/');
  const time = inQuery === null ? String(headers['x-amz-date']) : (url.searchParams.get('X-Amz-Date') ?? '');
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const names = signedNames.split(';');
  const payload = inQuery === null ? String(headers['x-amz-content-sha256']) : 'UNSIGNED-PAYLOAD';
  const canonical = [
    method,
    url.pathname,
    query,
    ...names.map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    '',
    signedNames,
    payload,
  ].join('\n');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', time, `${day}/${region}/${service}/aws4_request`, hash].join('\n');
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
  const signing = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  return id === keyId && hmac(signing, text).toString('hex') === given;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
