import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resolved } from './calls';
import { readDocument } from './document';
import { documentText, type ProjectState, readProject } from './export';
import { memoryTree } from './memory-tree.testing';
import {
  CANARY,
  type GeneratedProject,
  generatedProject,
  projectBuilder,
  secretsOf,
} from './project.testing';
import { compareProject } from './project-comparison';
import { type ConfigurationCaller, procedureOf } from './tree';

const place = { project_uuid: '', server_uuid: 's'.repeat(24), environment_name: 'production' };

/** Execute the calls of a plan as applying it does. @returns the uuid of the project */
async function apply(caller: ConfigurationCaller, text: string): Promise<string> {
  const compared = { document: readDocument(text), project: null, given: secretsOf(text), prunes: false };
  const { calls, removals, missing } = compareProject(compared);
  expect([removals, [...missing]]).toEqual([[], []]);
  const uuids = new Map<string, string>();
  for (const { procedure, input, makes } of calls) {
    procedureOf(procedure).requireValid(input);
    const answer = await procedureOf(procedure).call(caller, resolved(input, uuids));
    if (makes !== undefined) uuids.set(makes, String(Reflect.get(Object(answer), 'uuid')));
  }
  return uuids.get('project') ?? '';
}

function expectUnchanged(uuid: string, state: ProjectState, text: string): void {
  for (const given of [{}, secretsOf(text)]) {
    const compared = { document: readDocument(text), project: { uuid, state }, given, prunes: true };
    expect(compareProject(compared)).toMatchObject({ changes: [], calls: [], removals: [] });
  }
}

async function requireRoundTrip(generated: GeneratedProject): Promise<void> {
  const before = memoryTree();
  const build = projectBuilder({ place, call: before.rest, privateKeyUuid: 'k'.repeat(24) });
  const uuid = await build(generated);
  const state = await readProject(before.caller, uuid);
  const text = documentText(state.document);
  expect(text).not.toContain(CANARY);
  expectUnchanged(uuid, state, text);

  const after = memoryTree();
  const again = await apply(after.caller, text);
  const applied = await readProject(after.caller, again);
  expect(documentText(applied.document)).toBe(text);
  expectUnchanged(again, applied, text);
}

it('200 generated projects have empty plans, and are the same after their documents were applied elsewhere', async () => {
  const property = fc.asyncProperty(generatedProject, requireRoundTrip);
  await fc.assert(property, { numRuns: 200, endOnFailure: true });
}, 300_000);
