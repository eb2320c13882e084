import { NotFound, WrongUse } from '../wrong-use';

export interface Named {
  readonly uuid?: string;
  /** The id of an object without a uuid, such as a token. */
  readonly id?: string | number;
  readonly name: string;
  readonly project_name?: string;
  readonly environment_name?: string;
}

export const idOf = ({ uuid, id }: Named): string => uuid ?? String(id);

/** Find the one object in a list with this name or id. */
export function pick<T extends Named>(
  what: string,
  all: readonly T[],
  text: string,
  place: { project?: string; env?: string } = {},
): T {
  const isHere = (each: Named) =>
    (!place.project || each.project_name === undefined || each.project_name === place.project) &&
    (!place.env || each.environment_name === undefined || each.environment_name === place.env);
  const exact = all.find((each) => idOf(each) === text);
  if (exact) return exact;
  const named = all.filter((each) => each.name === text && isHere(each));
  const [first, second] = named;
  if (!first)
    throw new NotFound(`There is no ${what} "${text}"${placeWords(place)}. Use the list command to see all.`);
  if (!second) return first;
  const ids = named.map(
    (each) => `  ${idOf(each)}  ${each.project_name ?? ''} ${each.environment_name ?? ''}`,
  );
  throw new WrongUse(`"${text}" is ambiguous. Use --project and --env, or an id:\n${ids.join('\n')}`);
}

function placeWords({ project, env }: { project?: string; env?: string }): string {
  return `${project ? ` in the project ${project}` : ''}${env ? `, environment ${env}` : ''}`;
}
