import { stringify } from 'yaml';
import type {
  ComposeFileObject,
  ComposeNetwork,
  ComposeProject,
  ComposeVolume,
} from '../../domain/compose/project';
import type { ComposeService } from '../../domain/compose/service';
import { compact } from './render-parts';
import { renderService } from './render-service';

/** Write the resolved file as text that resolves to the same project. It contains the values of its variables. */
export function renderCompose(project: ComposeProject): string {
  const declared = project.networks.filter((network) => !isPlainDefault(network));
  const file = compact({
    services: Object.fromEntries(
      project.services.map((service: ComposeService) => [service.name, renderService(service)]),
    ),
    volumes: byKey(
      project.volumes.filter(({ implicit }) => !implicit),
      volumeText,
    ),
    networks: byKey(declared, networkText),
    configs: byKey(project.configs, fileObjectText),
    secrets: byKey(project.secrets, fileObjectText),
  });
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

function byKey<T extends { key: string }>(items: readonly T[], render: (item: T) => unknown): unknown {
  return items.length === 0 ? null : Object.fromEntries(items.map((item) => [item.key, render(item)]));
}

function isPlainDefault({ key, name, external, internal, labels, driver }: ComposeNetwork): boolean {
  return (
    key === 'default' &&
    name === null &&
    !external &&
    !internal &&
    driver === null &&
    Object.keys(labels).length === 0
  );
}

function volumeText({ name, external, labels, driver, driverOpts }: ComposeVolume): unknown {
  return compact({ name, external: external || null, labels, driver, driver_opts: driverOpts });
}

function networkText({ name, external, internal, labels, driver }: ComposeNetwork): unknown {
  return compact({ name, external: external || null, internal: internal || null, labels, driver });
}

function fileObjectText({ source }: ComposeFileObject): unknown {
  return source.kind === 'content'
    ? { content: source.content.reveal().replaceAll('$', '$$$$') }
    : compact({ file: source.place === 'folder' ? `./${source.path}` : source.path });
}
