import type { ComponentBuild, StackSpec } from '../../domain/workload/stack-spec';
import type { OperationRef } from '../../domain/workload/workload-ref';
import { builtImage } from '../build/image-reference';
import { buildStep, pathsToBuild } from '../build/steps';
import type { BuildSubject } from '../build/subject';
import { renderText } from '../plan/text';
import type { Step } from '../plan/types';
import { named } from '../release/steps';
import { gitSteps } from '../source/git';
import { findImage } from './builds';

/** List the images that a release of a stack builds, in the order of its components. */
export function subjectsOf(spec: StackSpec): BuildSubject[] {
  return spec.components.flatMap(({ spec: { name }, build }): BuildSubject[] => {
    const source = build?.source ?? spec.source;
    return build && source ? [subjectOf(spec, name, { ...build, source })] : [];
  });
}

function subjectOf(
  { operationUuid, workload }: OperationRef,
  name: string,
  {
    spec,
    variables,
    secrets,
    image,
    force,
    source,
  }: Omit<ComponentBuild, 'source'> & Pick<BuildSubject, 'source'>,
): BuildSubject {
  return {
    operationUuid,
    workload,
    force,
    source,
    build: spec,
    buildVariables: variables,
    ...(secrets && { buildSecrets: secrets }),
    image,
    component: { name, routing: null, environment: { runtime: [], injected: [], branch: null } },
  };
}

/** Name the image of a component that is built from a Dockerfile in the compose file itself. */
export function inlineImage(
  of: OperationRef,
  name: string,
  build: ComponentBuild & Required<Pick<ComponentBuild, 'source'>>,
): string {
  return renderText(builtImage(subjectOf(of, name, build)));
}

/** Find the commit, and build the images that do not exist yet (`deployment.md` D4.1, D16.7). */
export function sourceSteps(
  { operationUuid, workload, source }: StackSpec,
  subjects: readonly BuildSubject[],
): Step[] {
  const find = subjects.map((subject) => of(subject, findImage(subject)));
  const build = subjects.map((subject) => of(subject, buildStep(subject)));
  if (source === undefined) return [...find, ...build];
  const ofCheckout = subjects.filter((subject) => subject.source.kind === 'git');
  const { resolve, fetch } = gitSteps({ operationUuid, workload }, source, {
    paths: ofCheckout.flatMap((subject) => pathsToBuild(subject, settingsOf(subject))),
    components: ofCheckout.map(({ component }) => component.name),
  });
  return [resolve, ...find, ...(ofCheckout.length > 0 ? [fetch] : []), ...build];
}

function of({ component: { name } }: BuildSubject, step: Step): Step {
  return named(step, { name, key: name });
}

function settingsOf({ component: { name } }: BuildSubject) {
  const key = `services.${name}.build`;
  return { base: `${key}.context`, dockerfile: `${key}.dockerfile` };
}
