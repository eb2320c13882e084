import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { bindSource } from '../compose/schema/mounts';

/** A file of a template, by its path below the resource's folder. */
interface InlineFile {
  path: string;
  content: string;
}

interface Mount {
  source: string;
  target: string;
  readOnly: boolean;
}

/**
 * Write file contents into the bind mounts of a compose file, so that the compose file is complete. A bind of a folder
 * stays, and gets a mount for each file below it. Everything else stays as written.
 */
export function inlineFiles(compose: string, files: readonly InlineFile[]): string {
  if (files.length === 0) return compose;
  const document = parseDocument(compose, { merge: true });
  const services = document.get('services', true);
  if (!isMap(services)) return compose;
  for (const { value: service } of services.items) {
    const volumes = isMap(service) ? service.get('volumes', true) : null;
    if (!isSeq(volumes)) continue;
    volumes.items = volumes.items.flatMap((item) => {
      const mount = mountOf(item);
      if (!mount) return [item];
      const below = files.filter(({ path }) => path.startsWith(`${folderOf(mount)}/`));
      const exact = files.find(({ path }) => path === folderOf(mount));
      if (exact) return [document.createNode(withContent(mount, mount.source, mount.target, exact))];
      return [
        item,
        ...below.map((file) => {
          const rest = file.path.slice(folderOf(mount).length);
          const join = (base: string) => `${base.replace(/\/$/, '')}${rest}`;
          return document.createNode(withContent(mount, join(mount.source), join(mount.target), file));
        }),
      ];
    });
  }
  return document.toString({ lineWidth: 0 });
}

function folderOf({ source }: Mount): string {
  const { place, source: path } = bindSource(source);
  return place === 'folder' ? path : '/';
}

function withContent({ readOnly }: Mount, source: string, target: string, { content }: InlineFile) {
  // `$` in a file is not a reference to a variable of the resource.
  const text = content.replaceAll('$', '$$$$');
  return { type: 'bind', source, target, ...(readOnly && { read_only: true }), content: text };
}

/** Read a bind in short or long form; null for anything else. */
function mountOf(item: unknown): Mount | null {
  if (isScalar(item) && typeof item.value === 'string') {
    const [source = '', target, options = ''] = item.value.split(':');
    if (!/^\.{1,2}\//.test(source) || target === undefined) return null;
    return { source, target, readOnly: options.split(',').includes('ro') };
  }
  if (!isMap(item)) return null;
  const long: YAMLMap = item;
  const [source, target] = [long.get('source'), long.get('target')];
  if (typeof source !== 'string' || typeof target !== 'string' || !/^\.{1,2}\//.test(source)) return null;
  return { source, target, readOnly: long.get('read_only') === true };
}
