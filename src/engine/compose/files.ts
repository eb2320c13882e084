import type { ComposeProblem } from '../../domain/compose/problem';
import type { ComposeFileObject, ComposeProject } from '../../domain/compose/project';
import type { BindMount, ComposeMount, ComposeService } from '../../domain/compose/service';
import type { Secret } from '../../domain/secret';
import type { ResolvedCompose } from './types';

/** Contents of files below the resource's folder, by path. */
export type FileContents = ReadonlyMap<string, Secret>;

/**
 * Fill in known file contents of configs and secrets, from the checkout or a mount of the file. A mounted file of the
 * checkout gets its content as well.
 */
export function withContents(project: ComposeProject, files: FileContents = new Map()): ComposeProject {
  const known = new Map([...contentsOfMounts(project), ...files]);
  const filled = (object: ComposeFileObject): ComposeFileObject => {
    const { source } = object;
    const content = source.kind === 'file' && source.place === 'folder' ? known.get(source.path) : undefined;
    return content === undefined ? object : { ...object, source: { kind: 'content', content } };
  };
  const services =
    files.size === 0 ? project.services : project.services.map((each) => withMounts(each, files));
  return { ...project, services, configs: project.configs.map(filled), secrets: project.secrets.map(filled) };
}

function withMounts(service: ComposeService, files: FileContents): ComposeService {
  const mounts = service.mounts.map((mount) => {
    const content = isOfFolder(mount) && mount.content === null ? files.get(mount.source) : undefined;
    return content === undefined ? mount : { ...mount, content };
  });
  return { ...service, mounts };
}

function isOfFolder(mount: ComposeMount): mount is BindMount {
  return mount.kind === 'bind' && mount.place === 'folder';
}

/** A file or folder that a compose file names below its own folder. */
export interface NamedFile {
  path: string;
  service?: string;
  key: string;
  /** `mount`: if it is missing, it is a folder of the resource. `optional`: it may be missing. */
  use: 'required' | 'optional' | 'mount';
}

/** List what must be read from a checkout before the file can be resolved. */
export function namedFiles({
  project,
  mountKey,
}: Pick<ResolvedCompose, 'project' | 'mountKey'>): NamedFile[] {
  const ofServices = project.services.flatMap(({ name: service, envFiles, mounts }): NamedFile[] => [
    ...envFiles.map(
      ({ path, required }): NamedFile => ({
        path,
        service,
        key: 'env_file',
        use: required ? 'required' : 'optional',
      }),
    ),
    ...mounts
      .filter(isOfFolder)
      .filter(({ content }) => content === null)
      .map(
        ({ source, target }): NamedFile => ({
          path: source,
          service,
          key: mountKey(service, target),
          use: 'mount',
        }),
      ),
  ]);
  const ofFile = (['configs', 'secrets'] as const).flatMap((kind) =>
    project[kind].flatMap(({ key, source }): NamedFile[] =>
      source.kind === 'file' && source.place === 'folder'
        ? [{ path: source.path, key: `${kind}.${key}.file`, use: 'required' }]
        : [],
    ),
  );
  return [...ofServices, ...ofFile];
}

/** Collect the contents that mounts of templates carry, which are in the resource's folder. */
function contentsOfMounts({ services }: ComposeProject): [string, Secret][] {
  return services.flatMap(({ mounts }) =>
    mounts.flatMap((mount): [string, Secret][] =>
      mount.kind === 'bind' && mount.place === 'folder' && mount.content !== null
        ? [[mount.source, mount.content]]
        : [],
    ),
  );
}

/** List files whose content a release needs but does not have: nothing in a compose file is dropped silently. */
export function missingFiles({ project, placeOf }: ResolvedCompose): ComposeProblem[] {
  return project.services.flatMap((service) =>
    [...missingOfVariables(service), ...missingOfGrants(service, project)].map(
      ({ key, path, instead }): ComposeProblem => ({
        ...placeOf(service.name, key),
        service: service.name,
        key,
        message: `There is no repository to read the file ${path.slice(0, 200)} from. ${instead}`,
      }),
    ),
  );
}

interface Missing {
  key: string;
  path: string;
  instead: string;
}

function missingOfVariables({ envFiles }: ComposeService): Missing[] {
  return envFiles
    .filter(({ required }) => required)
    .map(({ path }) => ({ key: 'env_file', path, instead: 'Write its variables under environment.' }));
}

function missingOfGrants({ files }: ComposeService, { configs, secrets }: ComposeProject): Missing[] {
  return (['config', 'secret'] as const).flatMap((kind) =>
    files
      .filter((grant) => grant.kind === kind)
      .flatMap((grant, index): Missing[] => {
        const objects = kind === 'config' ? configs : secrets;
        const source = objects.find(({ key }) => key === grant.source)?.source;
        if (source?.kind !== 'file' || source.place === 'host') return [];
        const instead = `Write its content under ${kind}s.${grant.source}.content, or set environment there to a variable that contains it.`;
        return [{ key: `${kind}s[${index}]`, path: source.path, instead }];
      }),
  );
}
