import { z } from 'zod';

/** What is made by an earlier call of the same plan, by a name of its own. */
const made = z.strictObject({ $made: z.string() });

export const plannedCall = z.object({
  procedure: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** Name under which later calls know the uuid that this one answers. */
  makes: z.string().optional(),
});

export type PlannedCall = z.infer<typeof plannedCall>;

export const madeBy = (name: string) => ({ $made: name });

/** The input of a call with the uuids that earlier calls have answered. */
export function resolved(
  input: PlannedCall['input'],
  uuids: ReadonlyMap<string, string>,
): PlannedCall['input'] {
  const entries = Object.entries(input).map(([name, value]) => {
    const reference = made.safeParse(value);
    return [name, reference.success ? uuids.get(reference.data.$made) : value] as const;
  });
  return Object.fromEntries(entries);
}
