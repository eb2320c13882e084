import { AppError } from '../../domain/error';
import { type MergeConflict, mergeFiles } from '../../engine/catalogue/merge-files';
import { templateDigest } from '../catalogues/digest';
import { type CataloguedTemplate, findTemplate } from '../catalogues/find-template';
import type { Scope } from '../context';
import { requireLegal } from '../workloads/require-legal';
import { findStack, type StackOnServer } from './find';
import { type PlanRequest, planStack, type StackPlan } from './plan';
import { openRaw } from './sealed';
import { instantiate, type TemplateInstance } from './template';
import {
  openBefore,
  openTemplate,
  sealBefore,
  sealTemplate,
  stateOf,
  type TemplateState,
} from './template-state';
import { updateStack } from './update';

/** Whether the template of a stack has a later version, and what that would change. */
export interface TemplateUpdate {
  /** With its catalogue; null: the stack is from no template, or from one before versions were stored. */
  type: string | null;
  /** `gone`: the template is no longer in any catalogue. */
  status: 'none' | 'current' | 'available' | 'gone';
  /** Version of the template; null: there is no later one. */
  digest: string | null;
  /** Whether an update can be rolled back. */
  canRollBack: boolean;
  /** null: there is no later version. */
  offer: Offer | null;
}

export interface Offer {
  /** The current file. */
  current: string;
  /** The file after the update. */
  updated: string;
  conflicts: readonly MergeConflict[];
  /** null: the updated file cannot be planned, and `problem` says why. */
  plan: StackPlan | null;
  problem: string | null;
}

interface Found {
  row: StackOnServer;
  raw: string;
  state: TemplateState | null;
  canRollBack: boolean;
  template: CataloguedTemplate | null;
}

/** Compare a stack with its template. @param taken paths of conflicts in which the template wins @throws AppError 404 */
export async function findTemplateUpdate(
  scope: Scope,
  uuid: string,
  taken: readonly string[] = [],
): Promise<TemplateUpdate> {
  const found = await find(scope, uuid);
  const { state, template, canRollBack } = found;
  const nothing = { type: state?.type ?? null, digest: null, canRollBack, offer: null };
  if (!state) return { ...nothing, status: 'none' };
  if (!template) return { ...nothing, status: 'gone' };
  const digest = templateDigest(template.template);
  if (digest === state.digest) return { ...nothing, status: 'current' };
  const { merged, instance } = await mergedWith(scope, found, state, template, taken);
  const planned = await planOrProblem(scope, uuid, { compose: merged.text, variables: instance.variables });
  return {
    ...nothing,
    status: 'available',
    digest,
    offer: { current: found.raw, updated: merged.text, conflicts: merged.conflicts, ...planned },
  };
}

export interface ApplyUpdate {
  /** Version of the template that the caller has seen. */
  digest: string;
  taken: readonly string[];
}

/**
 * Change the file of a stack to that of the template's later version, with the user's changes. Variables and domains
 * stay. What is running changes with the next release.
 * @throws AppError 404 · 409 for a version that is no longer the newest · 422 for errors in the resulting file
 */
export async function applyTemplateUpdate(
  scope: Scope,
  uuid: string,
  { digest, taken }: ApplyUpdate,
): Promise<void> {
  const found = await find(scope, uuid);
  const { row, raw, state, template } = found;
  requireLegal(row, 'update');
  if (!state || !template) throw new AppError('conflict', 'The service’s template has no newer version.');
  if (templateDigest(template.template) !== digest)
    throw new AppError('conflict', 'The template has changed in the meantime. Review the update again.');
  if (digest === state.digest)
    throw new AppError('conflict', 'The service already uses this version of its template.');
  const { merged, instance } = await mergedWith(scope, found, state, template, taken);
  const { sealer } = scope.database;
  const data = {
    state: sealTemplate(sealer, stateOf(template, instance)),
    before: sealBefore(sealer, { compose: raw, template: state }),
  };
  await updateStack(scope, uuid, {
    settings: {},
    compose: merged.text,
    variables: instance.variables,
    finish: async (tx) => void (await tx.stackTemplate.update({ where: { id: row.id }, data })),
  });
}

/**
 * Return to the file and version before the last update of the template. Variables that it added stay.
 * @throws AppError 404 · 409 when there is no update to roll back · 422 for errors that the file has by now
 */
export async function rollBackTemplateUpdate(scope: Scope, uuid: string): Promise<void> {
  const row = await findStack(scope, uuid);
  requireLegal(row, 'update');
  const { sealer } = scope.database;
  const saved = await scope.db.stackTemplate.findUnique({ where: { id: row.id } });
  if (!saved?.before) throw new AppError('conflict', 'There is no template update to undo.');
  const { compose, template } = openBefore(sealer, saved.before);
  const data = { state: sealTemplate(sealer, template), before: null };
  await updateStack(scope, uuid, {
    settings: {},
    compose,
    finish: async (tx) => void (await tx.stackTemplate.update({ where: { id: row.id }, data })),
  });
}

async function find(scope: Scope, uuid: string): Promise<Found> {
  const row = await findStack(scope, uuid);
  const { sealer } = scope.database;
  const saved = await scope.db.stackTemplate.findUnique({ where: { id: row.id } });
  const state = saved && openTemplate(sealer, saved.state);
  return {
    row,
    raw: openRaw(sealer, row).reveal(),
    state,
    canRollBack: saved !== null && saved.before !== null,
    template: state && (await findTemplate(scope, state.type)),
  };
}

async function mergedWith(
  scope: Scope,
  { row, raw }: Found,
  state: TemplateState,
  { template }: CataloguedTemplate,
  taken: readonly string[],
): Promise<{ merged: ReturnType<typeof mergeFiles>; instance: TemplateInstance }> {
  const instance = await instantiate(scope, template, row, new Map(Object.entries(state.values)));
  const merged = mergeFiles({ base: state.compose, own: raw, next: instance.compose, taken: new Set(taken) });
  return { merged, instance };
}

/** The plan of the updated file, or why there is none: a refusal is part of the answer. */
async function planOrProblem(
  scope: Scope,
  uuid: string,
  request: PlanRequest,
): Promise<Pick<Offer, 'plan' | 'problem'>> {
  try {
    return { plan: await planStack(scope, uuid, request), problem: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal' || error.code === 'unavailable')
      throw error;
    const reasons = Object.values(error.fields ?? {}).flat();
    return { plan: null, problem: reasons.length > 0 ? reasons.join(' ') : error.message };
  }
}
