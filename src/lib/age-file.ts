import { createReadStream, createWriteStream } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Decrypter, Encrypter } from 'age-encryption';
import { AppError, errorMessage } from '../domain/error';
import type { Secret } from '../domain/secret';

/**
 * Lock of a file: a passphrase, or the public keys (`age1…`) of its recipients. `workFactor`: binary logarithm of the
 * cost of guessing the passphrase; absent: age's default.
 */
export type AgeLock = { passphrase: Secret; workFactor?: number } | { recipients: readonly string[] };
/** Key of a file: the passphrase, or one of the identities (`AGE-SECRET-KEY-1…`). */
export type AgeKey = { passphrase: Secret } | { identities: readonly Secret[] };

/**
 * Write lines to an encrypted file in the `age` format (age-encryption.org/v1). It gets its name when it is complete.
 * @throws AppError conflict when a file of this name exists, bad_request for an invalid recipient
 */
export async function writeAgeLines(
  file: string,
  lock: AgeLock,
  lines: AsyncIterable<string>,
): Promise<void> {
  const encrypter = new Encrypter();
  if ('passphrase' in lock) {
    encrypter.setPassphrase(lock.passphrase.reveal());
    if (lock.workFactor !== undefined) encrypter.setScryptWorkFactor(lock.workFactor);
  } else for (const recipient of lock.recipients) addRecipient(encrypter, recipient);
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    const sealed = await encrypter.encrypt(webStream(chunksOf(lines)));
    const target = createWriteStream(unfinished, { mode: 0o600, flush: true });
    await pipeline(contentsOf(sealed), target);
    await link(unfinished, file); // unlike a rename, never over another file
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    throw new AppError('conflict', `${file} already exists. Choose another name.`, { cause });
  } finally {
    await rm(unfinished, { force: true });
  }
}

/**
 * Read lines from an encrypted file.
 * @throws AppError bad_request when this key does not open the file, or when it is incomplete
 */
export async function* readAgeLines(file: string, key: AgeKey): AsyncGenerator<string> {
  const decrypter = new Decrypter();
  if ('passphrase' in key) decrypter.addPassphrase(key.passphrase.reveal());
  else for (const identity of key.identities) addIdentity(decrypter, identity);
  const source = createReadStream(file);
  try {
    const plain = await decrypter.decrypt(webStream(source)).catch((cause: unknown) => {
      throw refusalOf(file, cause);
    });
    yield* linesOf(contentsOf(plain));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      'bad_request',
      `${file} is damaged or incomplete: ${errorMessage(cause)}. Nothing was changed.`,
      { cause },
    );
  } finally {
    source.destroy();
  }
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch (cause) {
    throw new AppError('bad_request', `"${recipient}" is not an age recipient (age1…).`, { cause });
  }
}

function addIdentity(decrypter: Decrypter, identity: Secret): void {
  try {
    decrypter.addIdentity(identity.reveal());
  } catch (cause) {
    throw new AppError('bad_request', 'The identity is not an age identity (AGE-SECRET-KEY-1…).', { cause });
  }
}

/** Make the error for a file that cannot be opened at all, for operators. */
function refusalOf(file: string, cause: unknown): AppError {
  if (cause instanceof Error && 'code' in cause)
    return new AppError('bad_request', `${file} cannot be read: ${cause.message}.`, { cause });
  return errorMessage(cause).startsWith('no identity matched')
    ? new AppError('bad_request', `This key does not open ${file}: it was encrypted with another one.`, {
        cause,
      })
    : new AppError('bad_request', `${file} is not an age file: ${errorMessage(cause)}.`, { cause });
}

/** Combine lines into batches, because encrypting each line separately would cost too much. */
async function* chunksOf(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const enough = 65_536;
  let text = '';
  for await (const line of lines) {
    text += `${line}\n`;
    if (text.length < enough) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function webStream(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const stream = source instanceof Readable ? source : Readable.from(source, { objectMode: false });
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>; // of bytes, which the type does not say
}

async function* contentsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
