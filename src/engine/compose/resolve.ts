import type { z } from 'zod';
import type { ComposeOutcome, ComposeProblem } from '../../domain/compose/problem';
import type { ComposeProject } from '../../domain/compose/project';
import { assembleService } from './assemble-service';
import { withContents } from './files';
import { readModel } from './issues';
import { canonicalName } from './magic-name';
import { notesOf, topLevelNotes } from './notes';
import { IGNORED_KEY } from './refusals';
import { type Draft, relateServices } from './relate';
import { serviceSchema } from './schema/service';
import { fileObjects, networkMap, volumes } from './schema/top-level';
import {
  fileObjectsOf,
  networksOf,
  usedFileObjects,
  usedNetworks,
  volumesOf,
  withImplicitVolumes,
} from './top-level';
import type { ComposeFile, ResolvedCompose, ResolveOptions } from './types';
import { type Path, placeAt, plainValues, problemAt } from './values';

const MAX_PROBLEMS = 100;

/** Interpolate a file, check every value, and normalize it. */
export function resolveCompose(file: ComposeFile, options: ResolveOptions): ComposeOutcome<ResolvedCompose> {
  const resolver = new Resolver(file, options);
  const project = resolver.project();
  if (resolver.problems.length > 0) return { ok: false, problems: resolver.problems.slice(0, MAX_PROBLEMS) };
  const placeOf: ResolvedCompose['placeOf'] = (service, key = '') =>
    placeAt(file.root, [...(service === null ? [] : ['services', service]), ...pathOf(key)]);
  const { mountKey, ignored, warnings } = resolver;
  return {
    ok: true,
    value: { project, placeOf, mountKey, ignored: [...file.ignored, ...ignored] },
    warnings: [...ignored, ...warnings],
  };
}

/** Read a list of profiles as Docker Compose reads its variable. */
function profilesOf(list = ''): string[] {
  return list
    .split(',')
    .map((profile) => profile.trim())
    .filter((profile) => profile !== '');
}

/** Parse `volumes[2].source` into a path. */
function pathOf(key: string): Path {
  return [...key.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  );
}

class Resolver {
  readonly problems: ComposeProblem[] = [];
  readonly warnings: ComposeProblem[] = [];
  readonly ignored: ComposeProblem[] = [];
  private readonly missing = new Set<string>();
  private readonly mountKeys = new Map<string, string>();

  constructor(
    private readonly file: ComposeFile,
    private readonly options: ResolveOptions,
  ) {}

  private readonly lookup = (name: string): string | undefined =>
    this.options.variables.get(canonicalName(name))?.reveal();

  private readonly refuse = (path: Path, message: string): void => {
    this.problems.push(problemAt(this.file.root, path, message));
  };

  private readonly warn = (path: Path, message: string): void => {
    this.warnings.push(problemAt(this.file.root, path, message));
  };

  readonly mountKey = (service: string, target: string): string =>
    this.mountKeys.get(`${service} ${target}`) ?? 'volumes';

  project(): ComposeProject {
    const networks = networksOf(this.read(networkMap, ['networks']) ?? {});
    const declaredVolumes = volumesOf(this.read(volumes, ['volumes']) ?? {});
    const configs = this.fileObjects('configs');
    const secrets = this.fileObjects('secrets');
    const drafts = this.drafts();
    const known = new Set(this.file.services.keys());
    // A fault in one service must not be reported for those that name it.
    if (this.problems.length > 0) return { services: [], volumes: [], networks, configs, secrets };
    const services = relateServices(drafts, known, { networks, volumes: declaredVolumes, configs, secrets });
    const all = {
      services,
      volumes: withImplicitVolumes(declaredVolumes, services),
      networks: usedNetworks(networks, services),
      configs,
      secrets,
    };
    return withContents({ ...all, ...usedFileObjects(all) }, this.options.files);
  }

  private fileObjects(key: 'configs' | 'secrets') {
    return fileObjectsOf(this.read(fileObjects, [key]) ?? {}, this.lookup, (name, variable) =>
      this.missingVariable(variable, [key, name, 'environment']),
    );
  }

  /** Read the enabled services, by name. */
  private drafts(): Map<string, Draft> {
    const drafts = new Map<string, Draft>();
    for (const name of this.file.services.keys()) {
      const path = ['services', name];
      const input = this.read(serviceSchema, path);
      if (input === null) continue;
      const refuse: Draft['refuse'] = (below, message) => this.refuse([...path, ...below], message);
      const service = assembleService(name, input, this.options, this.lookup, refuse);
      for (const [index, { target }] of (input.volumes ?? []).entries())
        this.mountKeys.set(`${name} ${target}`, `volumes[${index}]`);
      const isOn = service.profiles.length === 0 || service.profiles.some((one) => this.isSwitchedOn(one));
      if (isOn) drafts.set(name, { service, input, refuse });
      else this.warn([...path, 'profiles'], 'Left out. COMPOSE_PROFILES lists the profiles that are on.');
    }
    return drafts;
  }

  private isSwitchedOn(profile: string): boolean {
    const { profiles = profilesOf(this.lookup('COMPOSE_PROFILES')) } = this.options;
    return profiles.includes(profile) || profiles.includes('*');
  }

  private read<T>(schema: z.ZodType<T>, path: Path): T | null {
    const { value, problems } = plainValues(this.file.root, path, this.lookup, {
      missing: (name, at) => this.missingVariable(name, at),
      required: (name, message, at) =>
        this.refuse(
          at,
          `The variable ${name} must have a value${message === '' ? '.' : `: ${message.slice(0, 200)}`}`,
        ),
      loneSign: (at) =>
        this.warn(at, 'This $ does not start a variable and is kept. Write $$ for a literal dollar sign.'),
    });
    this.problems.push(...problems);
    const isService = path[0] === 'services';
    const { ignoreUnknownKeys } = this.file;
    const outcome = readModel(schema, value, { isService, ignoreUnknownKeys });
    if (!outcome.ok) {
      for (const { path: below, message } of outcome.issues) this.refuse([...path, ...below], message);
      return null;
    }
    for (const below of outcome.ignored)
      this.ignored.push(problemAt(this.file.root, [...path, ...below], IGNORED_KEY));
    for (const { path: below, message } of isService ? notesOf(value) : topLevelNotes(value))
      this.warn([...path, ...below], message);
    return outcome.value;
  }

  /** Warn once per variable, even if the file reads it in twenty places. */
  private missingVariable(name: string, path: Path): void {
    if (this.missing.has(name)) return;
    this.missing.add(name);
    this.warn(path, `The variable ${name} is not set, so it is empty.`);
  }
}
