import { AppError } from '../../domain/error';
import { TAR_BLOCK } from './tar-header';

/** Most that a planner may write: a plan has a few files of a few kilobytes, and the static assets of nixpacks.toml. */
export const MOST_PLAN_BYTES = 4 * 1024 * 1024;
const MOST_PLAN_FILES = 200;

interface Header {
  name: string;
  type: string;
  size: number;
}

/**
 * Read the files in a tar archive (POSIX `pax`) of a folder that a planner wrote. A repository decides what a planner
 * writes, so nothing but plain files and folders with relative names is accepted.
 * @returns path below the folder → content
 * @throws AppError `bad_request` that names what is refused
 */
export function readPlanArchive(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let longName: string | undefined;
  for (let at = 0; at + TAR_BLOCK <= archive.length; ) {
    const block = archive.subarray(at, at + TAR_BLOCK);
    if (block.every((byte) => byte === 0)) break;
    const { name, type, size } = parseHeader(block);
    const start = at + TAR_BLOCK;
    if (start + size > archive.length) throw refused('is incomplete');
    const content = archive.subarray(start, start + size);
    at = start + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
    if (type === 'x') {
      longName = paxPath(content);
      continue;
    }
    const path = relativePath(longName ?? name);
    longName = undefined;
    if (type === '5') continue;
    if (type !== '0' || path === '') throw refused(`has ${shown(path)}, which is not a plain file`);
    if (files.has(path)) throw refused(`has ${shown(path)} twice`);
    files.set(path, content);
    if (files.size > MOST_PLAN_FILES) throw refused(`has more than ${MOST_PLAN_FILES} files`);
  }
  return files;
}

function parseHeader(block: Buffer): Header {
  const prefix = textAt(block, 345, 155);
  const name = textAt(block, 0, 100);
  const size = textAt(block, 124, 12).trim();
  const type = textAt(block, 156, 1) || '0';
  if (!/^[0-7]+$/.test(size)) throw refused('cannot be read');
  return { name: prefix === '' ? name : `${prefix}/${name}`, type, size: Number.parseInt(size, 8) };
}

/** Read a field, which ends at a NUL or is full. */
function textAt(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}

/** Read the `path` of an extended header, whose records are `<length> <key>=<value>` and a line end. */
function paxPath(records: Buffer): string | undefined {
  let path: string | undefined;
  for (let at = 0; at < records.length; ) {
    const space = records.indexOf(' ', at);
    const length = Number.parseInt(records.toString('utf8', at, space), 10);
    if (space === -1 || !(length > space - at)) throw refused('cannot be read');
    const record = records.toString('utf8', space + 1, at + length).replace(/\n$/, '');
    if (record.startsWith('path=')) path = record.slice('path='.length);
    // A size of its own is for files above 8 GB, which no plan has.
    if (record.startsWith('size=')) throw refused('cannot be read');
    at += length;
  }
  return path;
}

/** Remove the name of the folder itself; what is left is below it. */
function relativePath(name: string): string {
  const segments = name.replace(/\/$/, '').split('/');
  const isPlain = segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  if (!isPlain || /\p{Cc}/u.test(name)) throw refused(`has the name ${shown(name)}`);
  return segments.slice(1).join('/');
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}

function refused(problem: string): AppError {
  return new AppError('bad_request', `The plan of this build ${problem}, so it was not used.`);
}
