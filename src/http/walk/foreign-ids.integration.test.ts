import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindOf, ownIds, prepareCall } from './call.testing';
import { fingerprintOf } from './fingerprint.testing';
import type { Kind } from './kind.testing';
import { kindsInInputs } from './kinds.testing';
import { entrances, pathParameters, procedures, type Walked } from './router.testing';
import { send } from './send.testing';
import { openWorld, type Person, type World } from './world.testing';

let world: World;
let stranger: Person;
/** Fingerprint of everything that the stranger's organization has: a refused call must not change it. */
let fingerprint: () => Promise<unknown>;
beforeAll(async () => {
  world = await openWorld();
  stranger = await world.person(world.theirs);
  fingerprint = await fingerprintOf(world.server.database.pool, {
    except: ['audit_logs'],
    organizationId: world.theirs,
  });
});
afterAll(() => world.stop());

interface IdOf {
  name: string;
  kind: Kind;
  isInPath: boolean;
}

/** List the ids in the path, and the other members of the input that look like ids. */
function idsOf(entrance: Walked): IdOf[] {
  const inPath = pathParameters(entrance);
  const named = new Set(inPath.map(({ name }) => name));
  const others = [...(entrance.operation?.inputKeys ?? [])].filter(
    (name) => !named.has(name) && /(^|_)u?u?id$/.test(name) && !/^telegram_/.test(name), // Telegram's own numbers
  );
  return [
    ...inPath.map(({ name, kind }) => ({ name, kind: kindOf(entrance, kind), isInPath: true })),
    ...others.flatMap((name) => {
      const kind = kindsInInputs[`${entrance.path}.${name}`] ?? kindsInInputs[name];
      if (kind === undefined)
        throw new Error(`${entrance.path}: say in kinds.testing.ts what ${name} names.`);
      return kind ? [{ name, kind, isInPath: false }] : [];
    }),
  ];
}

const cases = procedures.flatMap((walked) =>
  idsOf(walked)
    .filter(({ kind }) => !kind.isShared)
    .map((id) => ({ walked, id, name: `${walked.path}: ${id.name}` })),
);

/** Member → another member with the same meaning, which is left out so that the first one is read. */
const insteadOf: Readonly<Record<string, string>> = { environment_uuid: 'environment_name' };

function without(input: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const { [insteadOf[name] ?? '']: _left, ...others } = input;
  return others;
}

describe("another organization's id is one that is not there", () => {
  it.each(cases)('$name', async ({ walked, id }) => {
    const by = await world.person(world.ours);
    const { input, token } = await prepareCall(world, walked, by);
    const others = without(input, id.name);
    const parents = id.isInPath ? await ownIds(world, walked, stranger) : {};
    const foreign = parents[id.name] ?? (await id.kind.make(world, stranger, {}));
    const before = await fingerprint();
    for (const entrance of entrances.filter(({ path }) => path === walked.path)) {
      const answerTo = async (given: string | undefined) => {
        const sent = await send(world.server, entrance, { token, input: { ...others, [id.name]: given } });
        return [entrance.via, sent.status, sent.text.replaceAll(sent.requestId, '')];
      };
      const missing = await answerTo(id.kind.missing());
      expect(await answerTo(foreign)).toEqual(missing);
      if (id.isInPath) expect(missing[1]).toBe(404);
    }
    expect(await fingerprint()).toEqual(before);
  });
});
