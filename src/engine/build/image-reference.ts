import { fact, join, type Text } from '../plan/text';
import { buildFingerprint } from './fingerprint';
import type { BuildSubject } from './subject';

/**
 * Name the built image: `<registry name or application uuid>:<commit>`, for a preview `:pr-<n>-<commit>`
 * (`deployment.md` D4.1). A Dockerfile stored with the application has no commit; a hash of what is built is used
 * instead.
 */
export function builtImage(spec: BuildSubject): Text {
  const tag = spec.source.kind === 'git' ? fact('commit') : buildFingerprint(spec).slice(0, 40);
  return join(`${spec.image.name}:${spec.image.tagPrefix ?? ''}`, tag);
}

/** Name the image between two builds of one deployment, such as the one a static site is copied from. */
export function intermediateImage(spec: BuildSubject): Text {
  return join(builtImage(spec), '-build');
}
